import { Findings } from '../finding.ts';
import { isBlank, type Cell } from '../sheet/cell.ts';
import type { DataRow } from '../sheet/sort-rows.ts';
import { titleOf, type MemberColumn } from './columns.ts';

/** One row of a roster while it is checked: its cells, and what is found in them. */
export class RosterRow {
  readonly findings = new Findings();

  constructor(
    private readonly row: DataRow,
    /** The office's day. */
    readonly today: string,
    /** Cells of CSV files that needed quoting say so. */
    readonly quoted: boolean,
  ) {}

  get rowNo(): number {
    return this.row.rowNo;
  }

  /** The cell, unless it is blank. */
  cell(key: MemberColumn): Cell | null {
    const cell = this.row.get(key);
    return isBlank(cell) ? null : cell!;
  }

  reject(key: MemberColumn, kind: string, written: string | null, message: string): null {
    return this.findings.reject(titleOf[key], kind, written, message);
  }

  normalise(
    key: MemberColumn,
    kind: string,
    written: string,
    value: string,
    message = '已改为规范写法',
  ): void {
    this.findings.normalise(titleOf[key], kind, written, value, message);
  }

  warn(key: MemberColumn, kind: string, written: string | null, value: string | null, message: string): void {
    this.findings.warn(titleOf[key], kind, written, value, message);
  }

  accept(key: MemberColumn, kind: string, written: string, message: string): void {
    this.findings.accept(titleOf[key], kind, written, message);
  }
}
