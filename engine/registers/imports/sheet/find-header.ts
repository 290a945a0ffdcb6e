import { createProblem } from '../../../errors.ts';
import { isBlank, type Cell, type SheetRow } from './cell.ts';
import { withoutBlanks } from '../values/text.ts';

export interface ColumnName {
  /** Name in the record. */
  key: string;
  /** The heading of the template; reports use it. */
  title: string;
  /** Other headings that mean the same. */
  also?: string[];
  required?: boolean;
}

export interface Header {
  /** The row with the headings. */
  row: SheetRow;
  /** Non-empty rows above it. */
  titleRows: SheetRow[];
  /** Key → place. */
  places: Map<string, number>;
  unknown: string[];
  reordered: boolean;
}

const noHeader = createProblem('unsupported_file', 415, '没有找到表头。');
/** Titles and remarks above the headings take no more rows than this. */
const SEARCHED_ROWS = 10;

/**
 * Finds the row of headings, and every column by its heading, wherever it stands.
 * @throws `unsupported_file` when there is none, or a required column is missing
 */
export function findHeader(rows: SheetRow[], columns: ColumnName[]): Header {
  const known = new Map(
    columns.flatMap(({ key, title, also = [] }) => [title, ...also].map((name) => [name, key])),
  );
  const read = (cell: Cell | undefined) => known.get(withoutBlanks(cell?.text ?? '').replace(/[*＊]/g, ''));
  const hits = (row: SheetRow) => new Set(row.cells.map(read).filter(Boolean)).size;
  const best = rows.slice(0, SEARCHED_ROWS).toSorted((a, b) => hits(b) - hits(a))[0];
  const required = columns.filter((column) => column.required);
  if (!best || hits(best) < 2) {
    throw noHeader(
      `没有找到表头。第一行应有“${required.map(({ title }) => title).join('”“')}”等栏目，请按模板整理后再上传。`,
    );
  }
  const places = new Map<string, number>();
  const unknown: string[] = [];
  best.cells.forEach((cell, place) => {
    const key = read(cell);
    if (key && !places.has(key)) places.set(key, place);
    else if (!isBlank(cell)) unknown.push(cell!.text.trim());
  });
  const missing = required.filter(({ key }) => !places.has(key)).map(({ title }) => title);
  if (missing.length > 0) throw noHeader(`表头缺少栏目：${missing.join('、')}。请补上后再上传。`);
  const titleRows = rows.filter(({ rowNo, cells }) => rowNo < best.rowNo && !cells.every(isBlank));
  return { row: best, titleRows, places, unknown, reordered: isReordered(columns, places) };
}

function isReordered(columns: ColumnName[], places: Map<string, number>): boolean {
  const order = columns.flatMap(({ key }) => places.get(key) ?? []);
  return order.some((place, i) => i > 0 && place < order[i - 1]!);
}
