export type PolicyRow = Record<string, string>;

/** A line under edit; `key` keeps its input fields while lines move around it. */
export interface EditedRow {
  key: number;
  values: PolicyRow;
  /** As it was loaded; null for a new line. */
  before: PolicyRow | null;
}

let last = 0;

export function startEdit(rows: PolicyRow[]): EditedRow[] {
  return rows.map((row) => ({ key: ++last, values: { ...row }, before: { ...row } }));
}

export function newRow(columns: string[]): EditedRow {
  return { key: ++last, values: Object.fromEntries(columns.map((column) => [column, ''])), before: null };
}

export function isChanged({ values, before }: EditedRow): boolean {
  return before === null || Object.keys(values).some((key) => values[key] !== (before[key] ?? ''));
}

/** Words for what is different from what was loaded; empty when nothing is. */
export function describeEdit(rows: EditedRow[], loaded: number): string {
  const added = rows.filter(({ before }) => before === null).length;
  const changed = rows.filter((row) => row.before !== null && isChanged(row)).length;
  const removed = loaded - (rows.length - added);
  const kept = rows.filter(({ before }) => before !== null);
  const moved = kept.some(({ key }, index) => index > 0 && key < kept[index - 1]!.key);
  const parts = [
    changed > 0 ? `改了 ${changed} 行` : '',
    added > 0 ? `加了 ${added} 行` : '',
    removed > 0 ? `删了 ${removed} 行` : '',
    moved ? '调了次序' : '',
  ];
  return parts.filter(Boolean).join('，');
}

/** @returns a copy with the line one place up or down */
export function moveRow(rows: EditedRow[], from: number, by: 1 | -1): EditedRow[] {
  const to = from + by;
  if (to < 0 || to >= rows.length) return rows;
  const copy = [...rows];
  const [row] = copy.splice(from, 1);
  copy.splice(to, 0, row!);
  return copy;
}
