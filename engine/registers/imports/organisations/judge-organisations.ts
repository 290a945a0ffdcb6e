import type { Judged } from '../finding.ts';
import type { JudgeContext } from '../kind.ts';
import type { DataRow } from '../sheet/sort-rows.ts';
import { readOrganisation, type OrganisationRecord, type ReadOrganisation } from './read-organisation.ts';

export interface OrganisationToWrite extends OrganisationRecord {
  /** Where the base has it. */
  code: string | null;
  level: number;
}

interface Known extends Omit<OrganisationRecord, 'parent'> {
  code: string;
  level: number;
  parent: string | null;
}

const compared = ['type', 'head', 'phone', 'address', 'founded_on', 'unit', 'qq_group'] as const;

/** Superiors come before their children, in the file or in the base; a name is one organisation. */
export async function judgeOrganisations(
  rows: DataRow[],
  context: JudgeContext,
): Promise<Judged<OrganisationToWrite>[]> {
  const known = await knownOrganisations(context);
  const levels = new Map([...known.values()].map(({ name, level }) => [name, level]));
  const seen = new Map<string, number>();
  const judged = rows.map((row) => {
    const read = readOrganisation(row);
    refuseRepeated(read, seen);
    const level = read.findings.rejected ? null : findLevel(read, levels);
    return compare(read, level, known, levels);
  });
  await context.progress(rows.length);
  return judged;
}

async function knownOrganisations({ db }: JudgeContext): Promise<Map<string, Known>> {
  const rows = (await db('organisation as o')
    .leftJoin('organisation as p', 'p.code', 'o.parent_code')
    .select(
      'o.code',
      'o.level',
      'o.name',
      'p.name as parent',
      ...compared.map((column) => `o.${column}`),
    )) as Known[];
  return new Map(rows.map((row) => [row.name, row]));
}

function refuseRepeated({ rowNo, findings, record }: ReadOrganisation, seen: Map<string, number>): void {
  const earlier = seen.get(record.name);
  if (earlier === undefined) seen.set(record.name, rowNo);
  else
    findings.reject(
      '党组织名称',
      'name-duplicate',
      record.name,
      `与第 ${earlier} 行的名称相同；党组织名称全区不能重复`,
    );
}

/** Branches stand on the last level, whatever stands above them; others one below their superior. */
function findLevel({ findings, record }: ReadOrganisation, levels: Map<string, number>): number | null {
  const { parent, type } = record;
  if (type === '区委') {
    return parent
      ? findings.reject('上级党组织', 'parent-unexpected', parent, '区委没有上级党组织，请留空')
      : 1;
  }
  if (!parent) return findings.reject('上级党组织', 'parent-missing', '', '没有写上级党组织');
  const above = levels.get(parent);
  if (above === undefined) {
    const message = '没有这个上级党组织：请核对名称，并把上级排在下级前面';
    return findings.reject('上级党组织', 'parent-unknown', parent, message);
  }
  const level = type.endsWith('支部') ? 4 : above + 1;
  if (above < 4 && level <= (type.endsWith('支部') ? 4 : 3)) return level;
  return findings.reject('上级党组织', 'parent-unfit', parent, `${type}不能设在${parent}下面`);
}

function compare(
  { rowNo, findings, record }: ReadOrganisation,
  level: number | null,
  known: Map<string, Known>,
  levels: Map<string, number>,
): Judged<OrganisationToWrite> {
  const found = known.get(record.name);
  if (level !== null && found) refuseMoved(found, record, level, findings);
  const other = [...known.values()].find(({ level: one }) => one === 1);
  if (level === 1 && other && other.name !== record.name) {
    findings.reject('党组织名称', 'district-exists', record.name, `区委已经是${other.name}`);
  }
  const base = { rowNo, label: record.name ?? null, findings: findings.list };
  if (level === null || findings.rejected) return { ...base, outcome: 'reject' };
  levels.set(record.name, level);
  const same = found && compared.every((column) => found[column] === record[column]);
  const outcome = same ? 'same' : found ? 'update' : 'new';
  return { ...base, outcome, record: { ...record, code: found?.code ?? null, level } };
}

function refuseMoved(
  found: Known,
  record: OrganisationRecord,
  level: number,
  findings: ReadOrganisation['findings'],
) {
  if (found.parent !== record.parent) {
    const message = `库里它的上级是${found.parent ?? '（无）'}；调整隶属关系不能用导入办理`;
    findings.reject('上级党组织', 'parent-changed', record.parent, message);
  } else if (found.level !== level) {
    findings.reject('类型', 'level-changed', record.type, '类型与它在库里的层级不符');
  }
}
