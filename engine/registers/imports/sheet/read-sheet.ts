import type { SheetRow } from './cell.ts';
import { readCsv } from './read-csv.ts';
import { readWorkbook } from './read-workbook.ts';
import { unreadable } from './unreadable.ts';

const ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const OLD_EXCEL = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

/** What a file is, is told by its first bytes, never by its name. @throws `unsupported_file` (415) */
export function formatOf(bytes: Buffer): 'xlsx' | 'csv' {
  if (bytes.length === 0) throw unreadable('这个文件是空的，请检查后重新上传。');
  if (bytes.subarray(0, 4).equals(ZIP)) return 'xlsx';
  if (bytes.subarray(0, 4).equals(OLD_EXCEL)) {
    throw unreadable('这是旧格式的 Excel 文件（xls）或设了密码的文件。请在 Excel 里另存为 xlsx 再上传。');
  }
  if (bytes.includes(0)) throw unreadable();
  return 'csv';
}

/** All rows of the first sheet, in order, blank ones too. */
export async function readSheet(bytes: Buffer): Promise<SheetRow[]> {
  return formatOf(bytes) === 'xlsx' ? await readWorkbook(bytes) : readCsv(bytes);
}
