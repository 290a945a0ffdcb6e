import { DateTime } from 'luxon';
import type { Judged } from '../finding.ts';
import { chunks, type JudgeContext } from '../kind.ts';
import type { DataRow } from '../sheet/sort-rows.ts';
import { titleOf, type MemberRecord } from './columns.ts';
import { differing, findArchived, findKnownMembers, type KnownMember } from './known-members.ts';
import { readMember, type Branch } from './read-member.ts';
import { RosterRow } from './row.ts';
import { noteNamesakes } from './namesakes.ts';

/** A member as the roster wants him; `id` where the base has him. */
export interface MemberToWrite extends MemberRecord {
  id: string | null;
  id_no_hash: string;
}

export interface ReadRow {
  row: RosterRow;
  record: MemberRecord | null;
  hash: string | null;
}

export async function judgeMembers(rows: DataRow[], context: JudgeContext): Promise<Judged<MemberToWrite>[]> {
  const read = await readRows(rows, context);
  refuseRepeated(read);
  const hashes = read.flatMap(({ record, hash }) => (record && hash ? [hash] : []));
  const known = await findKnownMembers(context.db, hashes);
  const archived = await findArchived(context.db, hashes);
  const judged = read.map((one) => compare(one, known, archived));
  await noteNamesakes(context.db, read, judged);
  return judged;
}

async function readRows(rows: DataRow[], context: JudgeContext): Promise<ReadRow[]> {
  const today = DateTime.fromJSDate(context.now, { zone: context.config.TIME_ZONE }).toISODate()!;
  const branches = await allBranches(context);
  const read: ReadRow[] = [];
  for (const part of chunks(rows)) {
    for (const cells of part) {
      const row = new RosterRow(cells, today, context.format === 'csv');
      const record = readMember(row, branches);
      if (record && !context.mayImport(record.org_code)) {
        row.reject('branch', 'branch-outside-reach', row.cell('branch')!.text, '这个支部不在您的管理范围内');
      }
      const usable = row.findings.rejected ? null : record;
      read.push({ row, record: usable, hash: usable && context.vault.lookupHash(usable.idNo) });
    }
    await context.progress(read.length);
  }
  return read;
}

async function allBranches({ db }: JudgeContext): Promise<Map<string, Branch>> {
  const rows = (await db('organisation').select('code', 'name', 'type')) as Branch[];
  return new Map(rows.map((row) => [row.name, row]));
}

function refuseRepeated(read: ReadRow[]): void {
  const first = new Map<string, number>();
  for (const one of read) {
    if (!one.hash) continue;
    const earlier = first.get(one.hash);
    if (earlier === undefined) first.set(one.hash, one.row.rowNo);
    else {
      one.row.reject('idNo', 'id-duplicate-in-file', one.record!.idNo, `与第 ${earlier} 行的身份证号相同`);
      one.record = null;
    }
  }
}

function compare(
  { row, record, hash }: ReadRow,
  known: Map<string, KnownMember>,
  archived: Set<string>,
): Judged<MemberToWrite> {
  const base = {
    rowNo: row.rowNo,
    label: row.cell('name')?.text.trim() ?? null,
    findings: row.findings.list,
  };
  if (!record || !hash) return { ...base, outcome: 'reject' };
  const found = known.get(hash);
  if (!found && archived.has(hash)) {
    row.reject('idNo', 'member-archived', record.idNo, '此人已移入历史库，重新编入须办理组织关系接转');
    return { ...base, outcome: 'reject' };
  }
  if (!found) return { ...base, outcome: 'new', record: { ...record, id: null, id_no_hash: hash } };
  if (found.org_code !== record.org_code) {
    const message = `此身份证号的党员已登记在${found.org_name}；换支部须办理组织关系接转`;
    row.reject('idNo', 'id-duplicate-across-files', record.idNo, message);
    return { ...base, outcome: 'reject' };
  }
  const merged = { ...record, ...keepDecided(row, record, found), id: found.id, id_no_hash: hash };
  const outcome = differing(merged, found).length > 0 ? 'update' : 'same';
  return { ...base, label: record.name, outcome, record: merged };
}

const decidable = {
  kind: ['kind', titleOf.kind],
  duesQuota: ['dues_quota', titleOf.duesQuota],
  isHardship: ['is_hardship', titleOf.isHardship],
  attendance: ['attendance', titleOf.attendance],
} as const;

/** Standing, quota and hardship change by cases: an older roster does not take that back. */
function keepDecided(row: RosterRow, record: MemberRecord, found: KnownMember): Partial<MemberRecord> {
  const kept: Record<string, unknown> = {};
  for (const [field, [column, title]] of Object.entries(decidable)) {
    if (!found.decided.includes(field) || !differing(record, found).includes(column)) continue;
    kept[column] = found[column];
    const message = '这一项已由办件变更，保留库内的值，不以名册覆盖';
    row.findings.warn(title, 'kept-by-case', inWords(record[column]), inWords(found[column]), message);
  }
  return kept as Partial<MemberRecord>;
}

function inWords(value: unknown): string {
  return typeof value === 'boolean' ? (value ? '是' : '否') : String(value ?? '');
}
