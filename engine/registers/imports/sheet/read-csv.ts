import { parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import { unreadable } from './unreadable.ts';
import { formulaText, type Cell, type SheetRow } from './cell.ts';

/** CSV as offices write it: UTF-8 with or without mark, or GB 18030 (which holds GBK and GB 2312). */
export function readCsv(bytes: Buffer): SheetRow[] {
  if (bytes.includes(0)) throw unreadable();
  const text = decode(bytes);
  const records = split(text);
  return records.map((record, i) => ({
    rowNo: i + 1,
    cells: record.map((value) => (value === '' ? undefined : toCell(value))),
  }));
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return iconv.decode(bytes, 'gb18030');
  }
}

function split(text: string): string[][] {
  try {
    return parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
    });
  } catch {
    throw unreadable('CSV 文件的引号不成对，无法分栏。请在 Excel 里打开后另存为 xlsx 再上传。');
  }
}

function delimiterOf(text: string): string {
  const head = text.slice(0, 2000);
  const count = (sign: string) => head.split(sign).length;
  return [',', '\t', ';'].toSorted((a, b) => count(b) - count(a))[0]!;
}

function toCell(value: string): Cell {
  return value.trimStart().startsWith('=') ? formulaText(value.trim()) : { kind: 'text', text: value };
}
