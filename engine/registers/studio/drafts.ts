import type { Knex } from 'knex';
import { notFound } from '../../errors.ts';
import type { JsonObject } from '../../core/keys.ts';

/** form id → form-js schema */
export type Forms = Record<string, JsonObject>;

export interface ProcessDraft {
  process_id: string;
  name: string;
  xml: string;
  /** Only forms that differ from what is deployed. */
  forms: Forms;
  based_on_version: number | null;
  updated_at: Date;
  updated_by: string;
  /** Names one saved state; never used twice, also not by a draft that replaces a discarded one. */
  revision: number;
}

export interface NewestVersion {
  version: number;
  name: string;
  xml: string;
}

export async function findDraft(db: Knex, processId: string): Promise<ProcessDraft | undefined> {
  return db<ProcessDraft>('process_draft').where({ process_id: processId }).first();
}

export async function findNewest(db: Knex, processId: string): Promise<NewestVersion | undefined> {
  return db('process_definition')
    .where({ process_id: processId })
    .orderBy('version', 'desc')
    .first('version', 'name', 'xml');
}

export async function requireKnown(db: Knex, processId: string) {
  const [draft, newest] = await Promise.all([findDraft(db, processId), findNewest(db, processId)]);
  if (!draft && !newest) throw notFound('没有这个流程，可能已被删除。请回到流程列表。');
  return { draft, newest };
}

/** The newest deployed schema of each of these forms. */
export async function newestForms(db: Knex, ids: string[]): Promise<Forms> {
  const { rows } = await db.raw<{ rows: { form_id: string; schema: JsonObject }[] }>(
    `select distinct on (form_id) form_id, schema from form_definition
      where form_id = any(?::text[]) order by form_id, version desc`,
    [ids],
  );
  return Object.fromEntries(rows.map((row) => [row.form_id, row.schema]));
}
