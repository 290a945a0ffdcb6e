import ExcelJS from 'exceljs';
import { DateTime } from 'luxon';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export interface Column<T> {
  title: string;
  /** Dates become Excel's own, by the clock of the office; text is always text: a leading `=` stays what it is. */
  value(row: T): string | number | Date | null;
}

/**
 * One list as an Excel workbook: frozen heading, filter arrows, columns as wide as their longest value. On paper it is as
 * wide as an A4 sheet lies, with its title and the heading on each page.
 */
export async function listToWorkbook<T>(
  timeZone: string,
  title: string,
  rows: T[],
  columns: Column<T>[],
): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet(title, {
    views: [{ state: 'frozen', ySplit: 1 }],
    pageSetup: { paperSize: A4, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
    headerFooter: { oddHeader: `&C&14${title}`, oddFooter: '&C第 &P 页，共 &N 页' },
  });
  sheet.pageSetup.printTitlesRow = '1:1';
  sheet.addRow(columns.map((column) => column.title)).font = { bold: true };
  const lines = rows.map((row) => columns.map((column) => cell(column.value(row), timeZone)));
  sheet.addRows(lines);
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: columns.length } };
  columns.forEach((column, i) => {
    sheet.getColumn(i + 1).eachCell((one) => {
      if (one.value instanceof Date) one.numFmt = MOMENT;
    });
    const values = [column.title, ...lines.slice(0, 500).map((line) => line[i])];
    sheet.getColumn(i + 1).width = Math.min(60, Math.max(...values.map(displayWidth)) + 3);
  });
  return Buffer.from(await workbook.xlsx.writeBuffer());
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
