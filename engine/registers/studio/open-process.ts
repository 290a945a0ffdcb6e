import type { Knex } from 'knex';
import { readModels } from '../../bpmn/read.ts';
import type { ProcessWork } from '../../http/resources/studio/schemas.ts';
import type { Services } from '../../services.ts';
import { actorNames } from '../actor-names.ts';
import { newestForms, requireKnown, type Forms } from './drafts.ts';
import { assignmentsInForce } from './assignments.ts';

/** What the studio works on: the draft if there is one, else the newest version, with all that stands around it. */
export async function openProcess({ db }: Services, processId: string): Promise<ProcessWork> {
  const { draft, newest } = await requireKnown(db, processId);
  const { name, xml } = (draft ?? newest)!;
  const [forms, versions, tokens, assignments, savedBy] = await Promise.all([
    formsOf(db, xml, draft?.forms ?? {}),
    versionsOf(db, processId),
    tokensOf(db, processId),
    assignmentsInForce(db),
    draft ? actorNames(db, [draft.updated_by]) : null,
  ]);
  return {
    processId,
    name,
    xml,
    forms,
    isDraft: draft !== undefined,
    basedOnVersion: draft ? draft.based_on_version : newest!.version,
    revision: draft?.revision ?? 0,
    savedAt: draft?.updated_at.toISOString() ?? null,
    savedBy: draft ? savedBy!.get(draft.updated_by)! : null,
    versions,
    tokens,
    assignments: assignments
      .map(({ cells }) => cells)
      .filter(({ process }) => process === processId || process === '*'),
  };
}

/** The forms the diagram names, as they are deployed now, under those the draft has changed or added. */
async function formsOf(db: Knex, xml: string, drafted: Forms): Promise<Forms> {
  const { models } = await readModels(xml);
  const named = models.flatMap((model) => Object.values(model.elements).map(({ formId }) => formId));
  const ids = [...new Set(named.filter((id) => id !== null))];
  return { ...(await newestForms(db, ids)), ...drafted };
}

/** Every version there is, the newest first. */
export async function versionsOf(db: Knex, processId: string): Promise<ProcessWork['versions']> {
  const { rows } = await db.raw<{ rows: VersionRow[] }>(
    `select d.version, d.deployed_at, d.deployed_by,
            (select count(*) from process_instance i
              where i.definition_key = d.key and i.state in ('active', 'suspended')) as running
       from process_definition d where d.process_id = ? order by d.version desc`,
    [processId],
  );
  const names = await actorNames(
    db,
    rows.map((row) => row.deployed_by),
  );
  return rows.map((row) => ({
    version: row.version,
    deployedAt: row.deployed_at.toISOString(),
    deployedBy: row.deployed_by && names.get(row.deployed_by)!,
    running: Number(row.running),
  }));
}

interface VersionRow {
  version: number;
  deployed_at: Date;
  deployed_by: string | null;
  running: string;
}

/** Where the running instances stand, of every version: how many have an element open that has none inside it. */
async function tokensOf(db: Knex, processId: string): Promise<Record<string, number>> {
  const { rows } = await db.raw<{ rows: { element_id: string; tokens: string }[] }>(
    `select e.value ->> 'elementId' as element_id, count(distinct i.key) as tokens
       from process_instance i, jsonb_each(i.data -> 'elements') e
      where i.process_id = :processId and i.state in ('active', 'suspended')
        and not exists (select from jsonb_each(i.data -> 'elements') inner_one
                         where inner_one.value ->> 'parentKey' = e.key)
      group by 1 having e.value ->> 'elementId' <> :processId`,
    { processId },
  );
  return Object.fromEntries(rows.map((row) => [row.element_id, Number(row.tokens)]));
}
