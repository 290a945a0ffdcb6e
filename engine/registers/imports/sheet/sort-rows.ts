import type { Finding, Judged } from '../finding.ts';
import { withoutBlanks } from '../values/text.ts';
import { isBlank, type Cell, type SheetRow } from './cell.ts';
import type { Header } from './find-header.ts';

/** A row that holds a record: its cells by the keys of the columns. */
export interface DataRow {
  rowNo: number;
  get(key: string): Cell | undefined;
}

export interface SortedRows {
  data: DataRow[];
  /** Rows that are no records, with the reason. */
  ignored: Judged<never>[];
}

/** Tells records from headings, totals and blank rows. */
export function sortRows(rows: SheetRow[], header: Header, firstColumns: string[]): SortedRows {
  const data: DataRow[] = [];
  const ignored: Judged<never>[] = header.titleRows.map((row) => ({
    ...ignore(row.rowNo, 'title-row', '表头上方的标题，不是数据'),
    label: row.cells.find((cell) => !isBlank(cell))?.text.trim() ?? null,
  }));
  const heading = headingFindings(header);
  if (heading.length > 0) {
    ignored.push({ rowNo: header.row.rowNo, outcome: 'ignore', label: '表头', findings: heading });
  }
  const below = rows.filter(({ rowNo }) => rowNo > header.row.rowNo);
  const last = below.findLast(({ cells }) => !cells.every(isBlank))?.rowNo ?? header.row.rowNo;
  for (const row of below.filter(({ rowNo }) => rowNo <= last)) {
    const record: DataRow = { rowNo: row.rowNo, get: (key) => row.cells[header.places.get(key) ?? -1] };
    if (row.cells.every(isBlank)) ignored.push(ignore(row.rowNo, 'blank-row-inside', '空行，跳过'));
    else if (isTotal(row, record, firstColumns))
      ignored.push(ignore(row.rowNo, 'total-row', '合计行，不是数据'));
    else data.push(record);
  }
  ignored.push(...trailing(below.filter(({ rowNo }) => rowNo > last)));
  return { data, ignored };
}

function headingFindings({ reordered, unknown }: Header): Finding[] {
  const base = { field: null, written: null, value: null };
  const findings: Finding[] = [];
  if (reordered) {
    const message = '栏目次序与模板不同，已按表头对应';
    findings.push({ ...base, kind: 'columns-reordered', action: 'normalise', message });
  }
  if (unknown.length > 0) {
    const message = `没有这些栏目，未导入：${unknown.join('、')}`;
    findings.push({ ...base, kind: 'extra-columns', action: 'warn', written: unknown.join('、'), message });
  }
  return findings;
}

function isTotal(row: SheetRow, record: DataRow, firstColumns: string[]): boolean {
  const first = withoutBlanks(row.cells.find((cell) => !isBlank(cell))!.text);
  return /^(合计|总计|小计|共计)/.test(first) && firstColumns.every((key) => isTotalOrBlank(record.get(key)));
}

function isTotalOrBlank(cell: Cell | undefined): boolean {
  return isBlank(cell) || /^(合计|总计|小计|共计)/.test(withoutBlanks(cell!.text));
}

function trailing(rows: SheetRow[]): Judged<never>[] {
  const first = rows[0];
  if (!first) return [];
  const to = rows.at(-1)!.rowNo;
  return [ignore(first.rowNo, 'trailing-blank-rows', `第 ${first.rowNo}–${to} 行是空行，跳过`)];
}

function ignore(rowNo: number, kind: string, message: string): Judged<never> {
  const finding: Finding = { field: null, kind, action: 'ignore', written: null, value: null, message };
  return { rowNo, outcome: 'ignore', label: null, findings: [finding] };
}
