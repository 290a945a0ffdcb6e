import type { Knex } from 'knex';
import type { Judged } from '../finding.ts';
import type { MemberToWrite, ReadRow } from './judge-members.ts';

/** Two people of one name in one branch are usual; whoever looks through the report should know it was no slip. */
export async function noteNamesakes(
  db: Knex,
  read: ReadRow[],
  judged: Judged<MemberToWrite>[],
): Promise<void> {
  const coming = judged.flatMap(({ record }) => record ?? []);
  const seen = new Set(await namesElsewhere(db, coming));
  judged.forEach(({ record }, i) => {
    if (!record) return;
    const who = `${record.org_code} ${record.name}`;
    if (seen.has(who))
      read[i]!.row.accept(
        'name',
        'name-same-in-branch',
        record.name,
        '同一支部另有同名党员，身份证号不同，各自录入',
      );
    seen.add(who);
  });
}

/** Members of these branches whom the file does not name. */
async function namesElsewhere(db: Knex, coming: MemberToWrite[]): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { who: string }[] }>(
    `select org_code || ' ' || name as who from member where org_code = any(?) and not id_no_hash = any(?)`,
    [[...new Set(coming.map(({ org_code }) => org_code))], coming.map(({ id_no_hash }) => id_no_hash)],
  );
  return rows.map(({ who }) => who);
}
