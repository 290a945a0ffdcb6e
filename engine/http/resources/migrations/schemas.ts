import { z } from 'zod';
import { instant, key } from '../../fields.ts';

const processId = z.string().min(1).max(100);
const version = z.coerce.number().int().min(1);
const elementId = z.string().min(1).max(200);

export const migrationsQuery = z.object({ process: processId });
export const planQuery = z.object({ process: processId, from: version, to: version });

const versionOf = z.object({ version: z.number().int(), xml: z.string() });
const step = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  /** The sub-process it is drawn in; null: the process itself. */
  inside: z.string().nullable(),
});

/** What becomes of each step of one version in the other, as far as ids and names tell, and whom it concerns. */
export const migrationOutlook = z.object({
  name: z.string(),
  source: versionOf,
  target: versionOf,
  steps: z.array(
    step.extend({
      /** Null: nothing fits, somebody has to choose. */
      to: z.string().nullable(),
      because: z.enum(['id', 'name']).nullable(),
      /** Ids of the steps of the target it may become. */
      choices: z.array(z.string()),
      /** Running cases that stand on it. */
      standing: z.number().int(),
    }),
  ),
  targets: z.array(step),
  instances: z.array(
    z.object({
      key,
      /** Null: no case, or one that is kept from the reader's unit. */
      number: z.string().nullable(),
      /** Process that called it; null: it is the case's own. */
      calledBy: z.string().nullable(),
      suspended: z.boolean(),
      /** Names of the steps it stands on. */
      where: z.array(z.string()),
    }),
  ),
});
export type MigrationOutlook = z.infer<typeof migrationOutlook>;

export const migrateBody = z.object({
  process: processId,
  from: version,
  to: version,
  mapping: z.record(elementId, elementId),
  timers: z.enum(['keep', 'recount']),
  subscriptions: z.enum(['keep', 'reopen']),
  /** A part of them at a time, so that one can see how far it has come. */
  instanceKeys: z.array(key).min(1).max(100),
  /** The migration that the parts before it have begun. */
  continues: key.nullable().default(null),
});
export type MigrateBody = z.infer<typeof migrateBody>;

/** What became, or would become, of each; those that have ended meanwhile are left out. */
export const migrationResult = z.object({
  /** Null: nothing was moved. */
  migrationKey: key.nullable(),
  instances: z.array(
    z.object({
      key,
      /** Why it cannot go, in sentences; none: it goes. */
      reasons: z.array(z.string()),
    }),
  ),
});
export type MigrationResult = z.infer<typeof migrationResult>;

/** Earlier migrations, the newest first. */
export const migrationList = z.object({
  items: z.array(
    z.object({
      key,
      from: z.number().int(),
      to: z.number().int(),
      at: instant,
      byName: z.string(),
      /** It took back an earlier one. */
      undoes: z.boolean(),
      moved: z.number().int(),
      /** Of those, how many still run on the version it put them on: they could be brought back. */
      there: z.number().int(),
    }),
  ),
});
export type MigrationList = z.infer<typeof migrationList>;
