import type { Knex } from 'knex';
import { fixture } from '../../support/roster.ts';

export interface ExpectedFile {
  file: string;
  committee: string;
  clean: boolean;
  dataRows: number;
  rowsToReject: number;
  rowsToImport: number;
  rowsNormalised: number;
  rowsWarned: number;
}

export interface ExpectedDistrict {
  organisations: { codes: Record<string, string> };
  members: Record<'cleanFiles' | 'afterFaultHandling' | 'ifAllCorrected', Record<string, unknown>>;
  files: ExpectedFile[];
}

export async function expectedDistrict(): Promise<ExpectedDistrict> {
  return JSON.parse((await fixture('expected.json')).toString('utf8')) as ExpectedDistrict;
}

/** The figures of expected.json, counted in the database on its reference day. */
export async function statistics(db: Knex): Promise<Record<string, unknown>> {
  const names = Object.keys((await expectedDistrict()).members.cleanFiles);
  const organisations = await db('organisation').whereIn('name', names).select('name', 'code', 'level');
  const found: Record<string, unknown> = {};
  for (const { name, code, level } of organisations) {
    const { rows } = await db.raw(counted, [`${code.slice(0, level * 2)}%`]);
    found[name] = rows[0].figures;
  }
  return found;
}

const young = "birth_date >= '1990-11-25'";
const learned = "education in ('研究生', '本科', '大专')";
const age = "extract(year from age(date '2026-11-24', birth_date))";

const counted = `
  select json_build_object(
    'members', count(*),
    'probationary', count(*) filter (where kind = '预备'),
    'women', count(*) filter (where sex = '女'),
    'age35OrLess', count(*) filter (where ${young}),
    'collegeOrAbove', count(*) filter (where ${learned}),
    'joinedBefore1949', count(*) filter (where join_date < '1949-10-01'),
    'hardship', count(*) filter (where is_hardship),
    'attendance', json_build_object(
      '经常参加', count(*) filter (where attendance = '经常参加'),
      '偶尔参加', count(*) filter (where attendance = '偶尔参加'),
      '从不参加', count(*) filter (where attendance = '从不参加')),
    'ageBands', json_build_object(
      '≤35', count(*) filter (where ${age} <= 35),
      '36-45', count(*) filter (where ${age} between 36 and 45),
      '46-59', count(*) filter (where ${age} between 46 and 59),
      '60-79', count(*) filter (where ${age} between 60 and 79),
      '≥80', count(*) filter (where ${age} >= 80)),
    'filters', json_build_object(
      'women, 35 or less, 大专以上', count(*) filter (where sex = '女' and ${young} and ${learned}),
      '困难 and 从不参加', count(*) filter (where is_hardship and attendance = '从不参加'),
      'over 80 and 经常参加', count(*) filter (where ${age} > 80 and attendance = '经常参加'))) as figures
    from member where org_code like ?`;
