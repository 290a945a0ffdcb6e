import ExcelJS from 'exceljs';
import { DateTime } from 'luxon';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export interface Column<T> {
  title: string;
  /** Dates become Excel's own, by the clock of the office; text is always text: a leading `=` stays what it is. */
  value(row: T): string | number | Date | null;
  /** How its numbers are written: `0.0%`. */
  format?: string;
}

/** One sheet of a workbook. */
export interface List<T> {
  /** Its tab. */
  name: string;
  /** What stands over it on paper; its name unless given. */
  heading?: string;
  rows: T[];
  columns: Column<T>[];
}

/** One list as an Excel workbook. */
export function listToWorkbook<T>(
  timeZone: string,
  name: string,
  rows: T[],
  columns: Column<T>[],
): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  addList(workbook, timeZone, { name, rows, columns });
  return toBuffer(workbook);
}

export async function toBuffer(workbook: ExcelJS.Workbook): Promise<Buffer> {
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/**
 * A list as a sheet: frozen heading, filter arrows, columns as wide as their longest value. On paper it is as wide as an
 * A4 sheet lies, with its title and the heading on each page.
 */
export function addList<T>(
  workbook: ExcelJS.Workbook,
  timeZone: string,
  { name, heading = name, rows, columns }: List<T>,
): void {
  const sheet = workbook.addWorksheet(name, {
    views: [{ state: 'frozen', ySplit: 1 }],
    pageSetup: { paperSize: A4, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
    // a & would begin a code of its own
    headerFooter: {
      oddHeader: `&C&14${heading.replaceAll('&', '&&')}`,
      oddFooter: '&C第 &P 页，共 &N 页',
    },
  });
  sheet.pageSetup.printTitlesRow = '1:1';
  sheet.addRow(columns.map((column) => column.title)).font = { bold: true };
  const lines = rows.map((row) => columns.map((column) => cell(column.value(row), timeZone)));
  sheet.addRows(lines);
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: columns.length } };
  columns.forEach((column, i) => {
    sheet.getColumn(i + 1).eachCell((one) => {
      if (one.value instanceof Date) one.numFmt = MOMENT;
      if (typeof one.value === 'number' && column.format) one.numFmt = column.format;
    });
    const values = [column.title, ...lines.slice(0, 500).map((line) => line[i])];
    sheet.getColumn(i + 1).width = Math.min(60, Math.max(...values.map(displayWidth)) + 3);
  });
}

const A4 = 9;
const MOMENT = 'yyyy"年"m"月"d"日" hh:mm';

/** Excel knows no time zones: the clock of the office is what it is told, as if it were UTC. */
function cell(value: string | number | Date | null, zone: string): string | number | Date | null {
  if (!(value instanceof Date)) return value;
  return DateTime.fromJSDate(value, { zone }).setZone('utc', { keepLocalTime: true }).toJSDate();
}

/** Chinese characters are as wide as two Latin ones. */
function displayWidth(value: unknown): number {
  if (value instanceof Date) return MOMENT.length - 2;
  return String(value ?? '').replace(/[^\x20-\x7e]/g, 'xx').length;
}
