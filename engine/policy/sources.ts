import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { policyNames, type PolicyName } from './tables.ts';

/** One table's text in force. Version 0 is the file; a change in the browser makes versions 1, 2 … in the database. */
export interface PolicySource {
  name: PolicyName;
  version: number;
  content: string;
  changedAt: Date | null;
  changedBy: string | null;
}

/** The newest stored version of every table, else its file. */
export async function readSources(db: Knex, folder: string): Promise<Record<PolicyName, PolicySource>> {
  const stored = await readStored(db);
  const sources = await Promise.all(
    policyNames.map(async (name) => stored.get(name) ?? (await readFileSource(folder, name))),
  );
  return Object.fromEntries(sources.map((source) => [source.name, source])) as Record<
    PolicyName,
    PolicySource
  >;
}

async function readStored(db: Knex): Promise<Map<string, PolicySource>> {
  const { rows } = await db.raw<{ rows: StoredRow[] }>(
    `select distinct on (name) name, version, content, changed_at, changed_by
       from policy_version order by name, version desc`,
  );
  return new Map(
    rows.map((row) => [
      row.name,
      {
        name: row.name,
        version: row.version,
        content: row.content,
        changedAt: row.changed_at,
        changedBy: row.changed_by,
      },
    ]),
  );
}

/** What the file says, in force or not. */
export async function readFileSource(folder: string, name: PolicyName): Promise<PolicySource> {
  const content = await readFile(join(folder, `${name}.csv`), 'utf8');
  return { name, version: 0, content, changedAt: null, changedBy: null };
}

interface StoredRow {
  name: PolicyName;
  version: number;
  content: string;
  changed_at: Date;
  changed_by: string;
}
