import { parse } from 'csv-parse/sync';

/** One line of a policy table: its cells by column key, and where it stands in the file. */
export interface PolicyRow {
  /** Line in the file, as an editor counts; what reasons quote: `assignments.csv:7`. */
  line: number;
  cells: Record<string, string>;
}

/** Reads a policy CSV: first line is the header, lines that begin with `#` are remarks. */
export function readCsv(content: string): PolicyRow[] {
  const records = parse(content, {
    bom: true,
    columns: true,
    comment: '#',
    comment_no_infix: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
  }) as unknown as { record: Record<string, string>; info: { lines: number } }[];
  return records.map(({ record, info }) => ({ line: info.lines, cells: record }));
}

/** Writes rows as CSV with these columns; the header is line 1. */
export function writeCsv(columns: string[], rows: Record<string, string>[]): string {
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))];
  return `${lines.map((cells) => cells.map(quote).join(',')).join('\n')}\n`;
}

function quote(cell: string): string {
  const needsQuotes = /[",\r\n]/.test(cell) || cell.startsWith('#') || cell !== cell.trim();
  return needsQuotes ? `"${cell.replaceAll('"', '""')}"` : cell;
}
