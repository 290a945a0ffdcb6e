import type { Key } from '../core/keys.ts';
import { migrate, type MigrationFault } from '../core/migrate.ts';
import {
  proposeMapping,
  reversePlan,
  type MigrationPlan,
  type ProposedMapping,
} from '../core/migration-plan.ts';
import type { Model } from '../core/model.ts';
import { notFound } from '../errors.ts';
import type { Actor } from '../policy/actor.ts';
import type { Services } from '../services.ts';
import { readDefinition, type Definition } from '../store/definitions.ts';
import { execute } from './execute.ts';
import { envOf } from './execution/env.ts';
import { goOnFrom, withKeys } from './execution/fire.ts';
import { noteOperation } from './execution/note-operation.ts';
import { hold, type Run } from './execution/run.ts';

export interface MigrateInstances {
  sourceKey: Key;
  targetKey: Key;
  plan: MigrationPlan;
  /** Only these; all that run on the source unless given. */
  instanceKeys?: Key[];
  /** Only tells, for each instance, what would happen. */
  dryRun?: boolean;
  /** The migration that is taken back. */
  undoes?: Key;
  /** One that has begun, from this source to this target: these instances belong to it as well. */
  continues?: Key;
}

export interface MigratedInstance {
  instanceKey: Key;
  businessKey: string | null;
  /** None: it is (or can be) migrated. */
  faults: (MigrationFault & { elementName: string })[];
}

export interface Migrated {
  /** Null after a dry run, and when nothing could be migrated. */
  migrationKey: Key | null;
  instances: MigratedInstance[];
}

/** What the elements of one version become in the other, as far as ids and names tell. */
export async function proposeMigration(
  { pool }: Services,
  sourceKey: Key,
  targetKey: Key,
): Promise<ProposedMapping[]> {
  const [source, target] = await Promise.all([
    readDefinition(pool, pool, sourceKey),
    readDefinition(pool, pool, targetKey),
  ]);
  return proposeMapping(source.model, target.model);
}

/**
 * Puts running instances on another version, each in a transaction of its own: one that cannot go stays where it is and
 * says why, the others go. Who may is for the caller to check.
 */
export async function migrateInstances(
  services: Services,
  actor: Actor,
  input: MigrateInstances,
): Promise<Migrated> {
  const { pool } = services;
  const target = await readDefinition(pool, pool, input.targetKey);
  const instances: MigratedInstance[] = [];
  let migrationKey =
    input.continues === undefined ? null : await requireBegun(services, input, input.continues);
  for (const instanceKey of await findInstances(services, input)) {
    const { migrated, key } = await migrateAndNote(services, actor, instanceKey, target, input, migrationKey);
    migrationKey = key;
    if (migrated) instances.push(migrated);
  }
  return { migrationKey, instances };
}

/** Brings back those that a migration moved and that are still where it put them. */
export async function undoMigration(services: Services, actor: Actor, migrationKey: Key): Promise<Migrated> {
  const { rows } = await services.pool.query<{
    source_key: Key;
    target_key: Key;
    plan: MigrationPlan;
    keys: Key[];
  }>(
    `select m.source_key, m.target_key, m.plan,
            array(select i.instance_key::text from migration_instance i where i.migration_key = m.key) as keys
       from migration m where m.key = $1`,
    [migrationKey],
  );
  const migration = rows[0];
  if (!migration) throw notFound('没有找到这次迁移。');
  return migrateInstances(services, actor, {
    sourceKey: migration.target_key,
    targetKey: migration.source_key,
    plan: reversePlan(migration.plan),
    instanceKeys: migration.keys,
    undoes: migrationKey,
  });
}

/** Undoing goes by migration: what is undone together must have gone the same way. */
async function requireBegun(
  { pool }: Services,
  { sourceKey, targetKey }: MigrateInstances,
  key: Key,
): Promise<Key> {
  const { rows } = await pool.query<{ key: Key }>(
    'select key from migration where key = $1 and source_key = $2 and target_key = $3 and undoes is null',
    [key, sourceKey, targetKey],
  );
  if (!rows[0]) throw notFound('没有找到这次迁移。');
  return rows[0].key;
}

async function findInstances(
  { pool }: Services,
  { sourceKey, instanceKeys }: MigrateInstances,
): Promise<Key[]> {
  const { rows } = await pool.query<{ key: Key }>(
    `select key from process_instance_live
      where definition_key = $1 and state in ('active', 'suspended') and ($2::bigint[] is null or key = any($2))
      order by key`,
    [sourceKey, instanceKeys ?? null],
  );
  return rows.map(({ key }) => key);
}

function migrateAndNote(
  services: Services,
  actor: Actor,
  instanceKey: Key,
  target: Definition,
  input: MigrateInstances,
  known: Key | null,
): Promise<{ migrated: MigratedInstance | null; key: Key | null }> {
  return execute(services, actor, async (run) => {
    const migrated = await migrateOne(run, instanceKey, target, input);
    const moved = migrated !== null && migrated.faults.length === 0 && input.dryRun !== true;
    return { migrated, key: moved ? await note(run, instanceKey, input, known) : known };
  });
}

/** @returns null when it has ended, or left the source, meanwhile */
async function migrateOne(
  run: Run,
  instanceKey: Key,
  target: Definition,
  { sourceKey, plan, dryRun = false }: MigrateInstances,
): Promise<MigratedInstance | null> {
  const held = await hold(run, instanceKey);
  const { instance, definition: source } = held;
  if (source.key !== sourceKey || instance.state === 'completed' || instance.state === 'cancelled')
    return null;
  const result = await withKeys(run, (nextKey) =>
    migrate(
      source.model,
      target.model,
      instance,
      { plan, definitionKey: target.key },
      envOf(run.services, run.now, nextKey),
    ),
  );
  const { businessKey } = instance;
  if (Array.isArray(result)) {
    return {
      instanceKey,
      businessKey,
      faults: result.map((fault) => named(fault, source.model, target.model)),
    };
  }
  if (dryRun) return { instanceKey, businessKey, faults: [] };
  await run.tx.client.query(
    'update process_instance_live set definition_key = $2, process_id = $3, version = $4 where key = $1',
    [instanceKey, target.key, target.processId, target.version],
  );
  held.definition = target;
  await goOnFrom(run, held, result);
  await noteOperation(run, held, {
    action: 'migrateInstance',
    kind: 'migrate',
    text: `“${target.model.name}”由第 ${source.version} 版改按第 ${target.version} 版办理`,
    detail: { version: [source.version, target.version] },
  });
  return { instanceKey, businessKey, faults: [] };
}

/** A scope that is missing is one of the target. */
function named(
  fault: MigrationFault,
  source: Model,
  target: Model,
): MigrationFault & { elementName: string } {
  const { elementId } = fault;
  const element = source.elements[elementId] ?? target.elements[elementId];
  return { ...fault, elementName: element?.name || elementId };
}

/** Remembers where an instance came from, so that it can be brought back. */
async function note(
  run: Run,
  instanceKey: Key,
  { sourceKey, targetKey, plan, undoes }: MigrateInstances,
  known: Key | null,
): Promise<Key> {
  const { client } = run.tx;
  let migrationKey = known;
  if (migrationKey === null) {
    const { rows } = await client.query<{ key: Key }>(
      `insert into migration (source_key, target_key, plan, migrated_at, migrated_by, undoes)
       values ($1, $2, $3, $4, $5, $6) returning key`,
      [sourceKey, targetKey, JSON.stringify(plan), run.now, run.actor.id, undoes ?? null],
    );
    migrationKey = rows[0]!.key;
  }
  await client.query('insert into migration_instance_live (migration_key, instance_key) values ($1, $2)', [
    migrationKey,
    instanceKey,
  ]);
  return migrationKey;
}
