import type { Knex } from 'knex';
import type { JsonObject, Key } from '../../core/keys.ts';

export interface StartDraft {
  formKey: Key;
  data: JsonObject;
  savedAt: Date;
}

/** An application that was begun and not yet submitted; nobody else sees it. */
export async function readStartDraft(db: Knex, owner: string, subject: string): Promise<StartDraft | null> {
  const row = await db('draft').where({ owner, subject }).first('form_key', 'data', 'updated_at');
  return row ? { formKey: row.form_key, data: row.data, savedAt: row.updated_at } : null;
}

/** Subject → when it was saved, of all applications this owner has begun. */
export async function listStartDrafts(db: Knex, owner: string): Promise<Map<string, Date>> {
  const rows = await db('draft')
    .where({ owner })
    .whereLike('subject', 'start:%')
    .select('subject', 'updated_at');
  return new Map(rows.map((row) => [row.subject as string, row.updated_at as Date]));
}

export async function saveStartDraft(
  db: Knex,
  owner: string,
  subject: string,
  { formKey, data, savedAt }: StartDraft,
): Promise<void> {
  await db('draft')
    .insert({ owner, subject, form_key: formKey, data: JSON.stringify(data), updated_at: savedAt })
    .onConflict(['owner', 'subject'])
    .merge();
}

export async function deleteStartDraft(db: Knex, owner: string, subject: string): Promise<void> {
  await db('draft').where({ owner, subject }).delete();
}
