import type { Knex } from 'knex';
import { BRANCH } from './district.ts';

export interface PlantedMember {
  cardNo: string;
  name?: string;
  orgCode?: string;
  [column: string]: unknown;
}

/** A member with what the table asks for; the rest as given, by the names of the columns. @returns its id */
export async function plantMember(
  db: Knex,
  { cardNo, name = `党员${cardNo}`, orgCode = BRANCH, ...columns }: PlantedMember,
): Promise<string> {
  const [row] = await db('member')
    .insert({
      card_no: cardNo,
      member_no: orgCode + cardNo,
      name,
      sex: '男',
      birth_date: '1970-01-01',
      join_date: '1995-07-01',
      kind: '正式',
      id_no_sealed: 'sealed',
      id_no_hash: `hash-${cardNo}`,
      id_no_masked: '329802********1234',
      org_code: orgCode,
      ...columns,
    })
    .returning('id');
  return row.id as string;
}
