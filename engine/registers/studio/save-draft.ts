import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import { createProblem } from '../../errors.ts';
import type { draftBody, draftSaved } from '../../http/resources/studio/schemas.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { inTransaction, type Transaction } from '../../store/transaction.ts';
import { actorNames } from '../actor-names.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { clockTime } from '../chinese-dates.ts';
import { newestForms, requireKnown, type Forms, type ProcessDraft } from './drafts.ts';

export const draftChanged = createProblem('draft_changed', 409, '草稿刚被别人改动，请重新打开后再改。');

type Body = z.infer<typeof draftBody>;

/**
 * Saves the draft of a process whole. `revision` is the state the writer started from (0: there was no draft).
 * @throws `draft_changed` (409) with who saved and when, if somebody else saved, discarded or deployed in between
 */
export async function saveDraft(
  services: Services,
  actor: Actor,
  processId: string,
  body: Body,
): Promise<z.infer<typeof draftSaved>> {
  return inTransaction(services.pool, async (tx) => {
    await lockProcess(tx, processId);
    const { draft, newest } = await requireKnown(tx.knex, processId);
    await requireUnchanged(services, draft, body.revision);
    const basis = draft ? draft.based_on_version : (newest?.version ?? null);
    if (body.basedOnVersion !== basis) throw draftChanged('这个流程刚刚发布了新版本，请重新打开后再改。');
    const at = services.clock.now();
    const revision = await writeDraft(tx, {
      process_id: processId,
      name: body.name,
      xml: body.xml,
      forms: await changedForms(tx, body.forms as Forms),
      based_on_version: basis,
      updated_at: at,
      updated_by: actor.id,
    });
    // a draft saves itself every few seconds: the log says who took it up, not each time
    if (draft?.updated_by !== actor.id) {
      await writeAudit(tx.knex, {
        at,
        actor,
        action: 'editDraft',
        resource: 'process',
        resourceId: processId,
      });
    }
    return { revision, savedAt: at.toISOString() };
  });
}

/** Whoever changes the draft of a process takes turns. */
export async function lockProcess(tx: Transaction, processId: string): Promise<void> {
  await tx.client.query('select pg_advisory_xact_lock(7262002, hashtext($1))', [processId]);
}

export async function requireUnchanged(
  { db, config }: Services,
  draft: ProcessDraft | undefined,
  revision: number,
): Promise<void> {
  if ((draft?.revision ?? 0) === revision) return;
  if (!draft) throw draftChanged('草稿刚被别人发布或放弃，请重新打开后再改。');
  const savedBy = (await actorNames(db, [draft.updated_by])).get(draft.updated_by)!;
  throw draftChanged(
    `${savedBy}在 ${clockTime(draft.updated_at, config.TIME_ZONE)} 保存了这份草稿，请重新打开后再改。`,
    { savedBy, savedAt: draft.updated_at.toISOString() },
  );
}

export async function writeDraft(
  { client }: Transaction,
  draft: Omit<ProcessDraft, 'revision'>,
): Promise<number> {
  const { rows } = await client.query<{ revision: number }>(
    `insert into process_draft (process_id, name, xml, forms, based_on_version, updated_at, updated_by, revision)
     values ($1, $2, $3, $4, $5, $6, $7, nextval('engine_key'))
     on conflict (process_id) do update set name = excluded.name, xml = excluded.xml, forms = excluded.forms,
       updated_at = excluded.updated_at, updated_by = excluded.updated_by, revision = excluded.revision
     returning revision`,
    [
      draft.process_id,
      draft.name,
      draft.xml,
      JSON.stringify(draft.forms),
      draft.based_on_version,
      draft.updated_at,
      draft.updated_by,
    ],
  );
  return rows[0]!.revision;
}

/** What is the same as deployed is not drafted: a form that several processes share must not be turned back by one. */
async function changedForms(tx: Transaction, forms: Forms): Promise<Forms> {
  const deployed = await newestForms(tx.knex, Object.keys(forms));
  return Object.fromEntries(
    Object.entries(forms).filter(([id, schema]) => !isDeepStrictEqual(schema, deployed[id])),
  );
}
