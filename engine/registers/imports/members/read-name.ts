import { halfWidth, withoutBlanks } from '../values/text.ts';
import type { RosterRow } from './row.ts';

/** @returns null when the row has no usable name */
export function readName(row: RosterRow): string | null {
  const cell = row.cell('name');
  if (!cell) return row.reject('name', 'name-missing', '', '没有姓名');
  const name = tidy(row, cell.text);
  if (cell.formula)
    row.normalise('name', 'formula-name', cell.formula, name, '公式不予计算，取单元格里显示的文字，去掉链接');
  if (/[\d<>=@]/.test(name) || [...name].length > 50) {
    return row.reject('name', 'name-invalid', cell.text, '姓名里有数字或符号，请核对');
  }
  if (name.includes('·')) {
    if (cell.text.includes('·')) row.accept('name', 'name-middle-dot', name, '少数民族姓名的间隔号，照录');
  }
  if (/[^\u4e00-\u9fff·A-Za-z]/u.test(name)) row.accept('name', 'name-rare-char', name, '生僻字，照录');
  return name;
}

function tidy(row: RosterRow, written: string): string {
  const trimmed = written.trim();
  const closed = withoutBlanks(trimmed);
  // the sign between the parts of a name is written in many ways; the standard one is U+00B7
  const dotted = halfWidth(closed).replaceAll(/(?<=\p{Script=Han})[.．・•‧∙●](?=\p{Script=Han})/gu, '·');
  if (dotted !== halfWidth(closed)) {
    row.normalise('name', 'name-middle-dot-variant', written, dotted, '间隔号改为“·”');
  } else if (closed !== trimmed)
    row.normalise('name', 'name-inner-blank', written, closed, '去掉姓名中间的空格');
  else if (trimmed !== written)
    row.normalise('name', 'name-outer-blanks', written, trimmed, '去掉姓名前后的空格');
  return dotted;
}
