import type { Judged } from '../finding.ts';
import { chunks, type WriteContext } from '../kind.ts';
import { maskIdNumber } from '../values/id-number.ts';
import { namePinyin } from '../values/pinyin.ts';
import type { MemberToWrite } from './judge-members.ts';
import { yearsAfter } from './read-dates.ts';

/** Column → type, as the statements read the rows from JSON. */
const written = {
  name: 'text',
  pinyin: 'text',
  initials: 'text',
  sex: 'text',
  birth_date: 'date',
  work_date: 'date',
  join_date: 'date',
  join_date_precision: 'text',
  kind: 'text',
  education: 'text',
  degree: 'text',
  ethnicity: 'text',
  native_place: 'text',
  tech_title: 'text',
  party_post: 'text',
  leader_rank: 'smallint',
  job_post: 'text',
  phone: 'text',
  address: 'text',
  org_code: 'text',
  dues_quota: 'numeric',
  attendance: 'text',
  is_hardship: 'boolean',
  is_pre1949: 'boolean',
  remark: 'text',
  probation_from: 'date',
  probation_to: 'date',
};
const sealed = { id_no_sealed: 'text', id_no_hash: 'text', id_no_masked: 'text' };

const names = Object.keys(written);
const describe = (columns: Record<string, string>) =>
  Object.entries(columns).map(([name, type]) => `${name} ${type}`);

// Card numbers are drawn in the order of the roster, and only for rows that do go in.
const INSERT = `
  with given as (
    select r.*, lpad(nextval('card_no')::text, 5, '0') as card_no
      from rows from (jsonb_to_recordset($1::jsonb) as (${describe({ ...written, ...sealed }).join(', ')}))
           with ordinality as r(${[...names, ...Object.keys(sealed)].join(', ')}, place)
     order by place)
  insert into member (card_no, member_no, created_at, updated_at, affiliation_unit, ${[...names, ...Object.keys(sealed)].join(', ')})
  select g.card_no, g.org_code || g.card_no, $2, $2, o.unit, ${[...names, ...Object.keys(sealed)].map((name) => `g.${name}`).join(', ')}
    from given g join organisation o on o.code = g.org_code`;

const changing = names.filter((name) => !name.startsWith('probation_'));
const UPDATE = `
  update member m set updated_at = $2, revision = m.revision + 1,
         ${changing.map((name) => `${name} = r.${name}`).join(', ')}
    from jsonb_to_recordset($1::jsonb) as r(id bigint, ${describe(written).join(', ')})
   where m.id = r.id`;

export async function writeMembers(rows: Judged<MemberToWrite>[], context: WriteContext): Promise<void> {
  const { client } = context.tx;
  let done = 0;
  for (const part of chunks(rows)) {
    const of = (outcome: string) => part.flatMap((row) => (row.outcome === outcome ? row.record! : []));
    const [added, changed] = [of('new'), of('update')];
    if (added.length > 0) {
      const records = JSON.stringify(
        added.map((record) => ({ ...columnsOf(record), ...seal(record, context) })),
      );
      await client.query(INSERT, [records, context.now]);
    }
    if (changed.length > 0) {
      const records = JSON.stringify(changed.map((record) => ({ ...columnsOf(record), id: record.id })));
      await client.query(UPDATE, [records, context.now]);
    }
    await context.progress((done += part.length));
  }
}

function columnsOf({ idNo: _idNo, id: _id, id_no_hash: _hash, ...record }: MemberToWrite) {
  const probation = record.kind === '预备' ? record.join_date : null;
  return {
    ...record,
    ...namePinyin(record.name),
    probation_from: probation,
    // one year from the meeting that admitted (党章第七条)
    probation_to: probation && yearsAfter(probation, 1),
  };
}

function seal({ idNo, id_no_hash }: MemberToWrite, { vault }: WriteContext) {
  return { id_no_sealed: vault.seal(idNo), id_no_hash, id_no_masked: maskIdNumber(idNo) };
}
