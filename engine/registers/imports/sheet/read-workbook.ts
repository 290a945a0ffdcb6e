import ExcelJS from 'exceljs';
import { formulaText, type Cell, type SheetRow } from './cell.ts';
import { unreadable } from './unreadable.ts';
import { unpackedSize } from './unpacked-size.ts';

/** A roster of twenty thousand rows unpacks to some 40 MB; far beyond is a file made to exhaust the server. */
const MOST_UNPACKED = 400 * 1024 * 1024;

export async function readWorkbook(bytes: Buffer): Promise<SheetRow[]> {
  if (unpackedSize(bytes) > MOST_UNPACKED) throw unreadable('这个工作簿解压后太大，请拆成几个文件再上传。');
  const workbook = new ExcelJS.Workbook();
  try {
    await workbook.xlsx.load(bytes as unknown as ArrayBuffer);
  } catch {
    throw unreadable('这个文件不是完好的 Excel 工作簿。请在 Excel 里打开后另存为 xlsx 再上传。');
  }
  const sheet = workbook.worksheets.find(({ rowCount }) => rowCount > 0);
  if (!sheet) throw unreadable('这个工作簿里没有内容，请检查后重新上传。');
  const rows: SheetRow[] = [];
  for (let rowNo = 1; rowNo <= sheet.rowCount; rowNo++) {
    const row = sheet.findRow(rowNo);
    const cells: (Cell | undefined)[] = [];
    row?.eachCell({ includeEmpty: false }, (cell, place) => {
      // of merged cells only the first one says something
      if (!cell.isMerged || cell.master === cell) cells[place - 1] = toCell(cell.value);
    });
    rows.push({ rowNo, cells });
  }
  return rows;
}

function toCell(value: ExcelJS.CellValue): Cell | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'number') return { kind: 'number', text: plainNumber(value) };
  if (typeof value === 'boolean') return { kind: 'text', text: value ? '是' : '否' };
  if (value instanceof Date) return { kind: 'date', text: dayOf(value) };
  if (typeof value === 'string') return fromText(value);
  if ('richText' in value) return fromText(value.richText.map(({ text }) => text).join(''));
  if ('hyperlink' in value) return toCell(value.text as ExcelJS.CellValue);
  if ('formula' in value || 'sharedFormula' in value) return fromFormula(value);
  return { kind: 'text', text: '' };
}

function fromText(text: string): Cell | undefined {
  if (text === '') return undefined;
  return text.trimStart().startsWith('=') ? formulaText(text.trim()) : { kind: 'text', text };
}

function fromFormula(value: ExcelJS.CellFormulaValue | ExcelJS.CellSharedFormulaValue): Cell {
  const written = 'formula' in value ? value.formula : value.sharedFormula;
  const formula = `=${written}`;
  const stored = value.result;
  if (stored === undefined || stored === null || (typeof stored === 'object' && 'error' in stored)) {
    return formulaText(formula);
  }
  return { kind: 'formula', text: toCell(stored as ExcelJS.CellValue)?.text ?? '', formula };
}

/** 48.7 and not 48.699999999999996: fifteen digits are all a spreadsheet program keeps. */
function plainNumber(value: number): string {
  return Number.isInteger(value) ? BigInt(value).toString() : String(Number(value.toPrecision(15)));
}

function dayOf(date: Date): string {
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
}
