import type { Knex } from 'knex';
import type { MemberRecord } from './columns.ts';

/** A member of the base whom a row of the roster means. */
export interface KnownMember extends Omit<MemberRecord, 'idNo'> {
  id: string;
  id_no_hash: string;
  org_name: string;
  /** Columns that a case has changed: no roster overrules it. */
  decided: string[];
}

const compared = [
  'name',
  'sex',
  'birth_date',
  'work_date',
  'join_date',
  'join_date_precision',
  'kind',
  'education',
  'degree',
  'ethnicity',
  'native_place',
  'tech_title',
  'party_post',
  'leader_rank',
  'job_post',
  'phone',
  'address',
  'dues_quota',
  'attendance',
  'is_hardship',
  'is_pre1949',
  'remark',
] as const satisfies (keyof MemberRecord)[];

export async function findKnownMembers(db: Knex, hashes: string[]): Promise<Map<string, KnownMember>> {
  const columns = compared.map((column) => `m.${column}`).join(', ');
  const { rows } = await db.raw<{ rows: KnownMember[] }>(
    `select m.id::text as id, m.id_no_hash, m.org_code, o.name as org_name, ${columns},
            array(select distinct c.field from member_change c where c.member_id = m.id) as decided
       from member m join organisation o on o.code = m.org_code where m.id_no_hash = any(?)`,
    [hashes],
  );
  return new Map(rows.map((row) => [row.id_no_hash, row]));
}

/** Keyed hashes of those among them who are in the archive (删除库). */
export async function findArchived(db: Knex, hashes: string[]): Promise<Set<string>> {
  const { rows } = await db.raw<{ rows: { hash: string }[] }>(
    `select record->>'id_no_hash' as hash from member_archive where record->>'id_no_hash' = any(?)`,
    [hashes],
  );
  return new Set(rows.map(({ hash }) => hash));
}

/** Columns in which the roster says something else than the base. */
export function differing(record: MemberRecord, known: KnownMember): (keyof MemberRecord)[] {
  return compared.filter((column) => {
    if (column === 'dues_quota') return Number(record[column]) !== Number(known[column]);
    return record[column] !== known[column];
  });
}
