import ExcelJS from 'exceljs';
import { DateTime } from 'luxon';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export interface Column<T> {
  title: string;
  /** Dates are written as local time of the office; text is always text: a leading `=` stays what it is. */
  value(row: T): string | number | Date | null;
}

/** One list as an Excel workbook: frozen heading, filter arrows, columns as wide as their longest value. */
export async function listToWorkbook<T>(
  timeZone: string,
  title: string,
  rows: T[],
  columns: Column<T>[],
): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet(title, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.addRow(columns.map((column) => column.title)).font = { bold: true };
  const lines = rows.map((row) => columns.map((column) => cell(column.value(row), timeZone)));
  sheet.addRows(lines);
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: columns.length } };
  columns.forEach((column, i) => {
    const values = [column.title, ...lines.slice(0, 500).map((line) => line[i])];
    sheet.getColumn(i + 1).width = Math.min(60, Math.max(...values.map(displayWidth)) + 3);
  });
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

function cell(value: string | number | Date | null, zone: string): string | number | null {
  return value instanceof Date ? DateTime.fromJSDate(value, { zone }).toFormat('yyyy-MM-dd HH:mm') : value;
}

/** Chinese characters are as wide as two Latin ones. */
function displayWidth(value: unknown): number {
  return String(value ?? '').replace(/[^\x20-\x7e]/g, 'xx').length;
}
