import { organisationTypes } from '../../../store/models/organisation.ts';
import { Findings } from '../finding.ts';
import { isBlank } from '../sheet/cell.ts';
import type { ColumnName } from '../sheet/find-header.ts';
import type { DataRow } from '../sheet/sort-rows.ts';
import { readDate } from '../values/date.ts';
import { halfWidth, withoutBlanks } from '../values/text.ts';

export const organisationColumns = [
  { key: 'parent', title: '上级党组织', also: ['上级组织'], required: true },
  { key: 'name', title: '党组织名称', also: ['名称', '组织名称'], required: true },
  { key: 'type', title: '类型', also: ['党组织类型'], required: true },
  { key: 'head', title: '负责人' },
  { key: 'phone', title: '联系电话', also: ['电话'] },
  { key: 'address', title: '办公地址', also: ['地址'] },
  { key: 'founded_on', title: '批准建立日期', also: ['成立日期', '建立日期'] },
  { key: 'unit', title: '单位信息', also: ['单位'] },
  { key: 'qq_group', title: 'QQ群号', also: ['QQ群'] },
] as const satisfies ColumnName[];

type Key = (typeof organisationColumns)[number]['key'];
const titleOf = Object.fromEntries(organisationColumns.map(({ key, title }) => [key, title])) as Record<
  Key,
  string
>;

export interface OrganisationRecord {
  parent: string | null;
  name: string;
  type: string;
  head: string | null;
  phone: string | null;
  address: string | null;
  founded_on: string | null;
  unit: string | null;
  qq_group: string | null;
}

export interface ReadOrganisation {
  rowNo: number;
  findings: Findings;
  record: OrganisationRecord;
}

/** Reads one row by itself; whether its superior exists is looked at afterwards. */
export function readOrganisation(row: DataRow): ReadOrganisation {
  const findings = new Findings();
  const text = (key: Key) => {
    const cell = row.get(key);
    if (isBlank(cell)) return null;
    const shown = cell!.text.trim();
    if (cell!.formula)
      findings.warn(titleOf[key], 'formula-note', cell!.formula, shown, '公式不予计算，作为文字保留');
    return shown;
  };
  const name = text('name');
  if (!name) findings.reject(titleOf.name, 'name-missing', '', '没有党组织名称');
  const type = text('type');
  if (!type || !(organisationTypes as readonly string[]).includes(type)) {
    findings.reject(titleOf.type, 'type-unknown', type, `类型应为${organisationTypes.join('、')}之一`);
  }
  const phone = text('phone');
  const record = {
    parent: text('parent'),
    name: name && withoutBlanks(name) !== name && /\p{Script=Han}/u.test(name) ? withoutBlanks(name) : name!,
    type: type!,
    head: text('head'),
    phone: phone && halfWidth(phone).replace(/\s/g, ''),
    address: text('address'),
    founded_on: readFounded(row, findings),
    unit: text('unit'),
    qq_group: text('qq_group'),
  };
  if (name && record.name !== name) {
    findings.normalise(titleOf.name, 'name-inner-blank', name, record.name, '去掉名称里的空格');
  }
  return { rowNo: row.rowNo, findings, record };
}

function readFounded(row: DataRow, findings: Findings): string | null {
  const cell = row.get('founded_on');
  if (isBlank(cell)) return null;
  const read = readDate(cell!);
  if (read.precision === null) {
    return findings.reject(
      titleOf.founded_on,
      'date-unreadable',
      cell!.text,
      '看不懂这个日期，请写成 1980-01-31 的样子',
    );
  }
  const day = read.precision === 'day' ? read.day : `${read.month}-01`;
  if (read.precision === 'month') {
    findings.warn(titleOf.founded_on, 'date-month', cell!.text, day, '只有年月，日期暂记为当月 1 日');
  } else if (read.kind) findings.normalise(titleOf.founded_on, read.kind, cell!.text, day, '已改为规范写法');
  return day;
}
