import { readDate } from '../values/date.ts';
import { readIdNumber } from '../values/id-number.ts';
import { halfWidth } from '../values/text.ts';
import type { RosterRow } from './row.ts';

export interface Identity {
  idNo: string;
  sex: '男' | '女';
  birthDate: string;
}

/** ID number, sex and birth date, which must tell the same; what is missing is taken from the number. */
export function readIdentity(row: RosterRow): Identity | null {
  const idNo = readNumber(row);
  const said = idNo ? readIdNumber(idNo) : null;
  if (!idNo || !said) return null;
  const sex = readSex(row, said.sex);
  const birthDate = readBirthDate(row, said.birthDate);
  return sex && birthDate ? { idNo, sex, birthDate } : null;
}

function readNumber(row: RosterRow): string | null {
  const cell = row.cell('idNo');
  if (!cell) return row.reject('idNo', 'id-missing', '', '没有身份证号');
  const { text: written } = cell;
  if (cell.kind === 'number') {
    return row.reject(
      'idNo',
      'id-scientific-number',
      written,
      '身份证号被存成了数字，后几位已丢失，请按文本重新填写',
    );
  }
  if (/^\s*\d(\.\d+)?E\+?\d+\s*$/i.test(written)) {
    return row.reject(
      'idNo',
      'id-scientific-text',
      written,
      '身份证号被写成了科学计数，数字已丢失，请重新填写',
    );
  }
  const half = halfWidth(written);
  const bare = half.replace(/[\s'‘’`]/g, '');
  const idNo = bare.toUpperCase();
  if (!readIdNumber(idNo))
    return row.reject('idNo', faultOf(idNo), written, '身份证号有误（位数或校验位不对），请核对证件');
  if (bare !== half) row.normalise('idNo', 'id-text-guard', written, idNo, '去掉数字前后的引号和空格');
  else if (half !== written) row.normalise('idNo', 'fullwidth-id', written, idNo, '全角数字改为半角');
  else if (idNo !== bare) row.normalise('idNo', 'id-lowercase-x', written, idNo, '末位 x 改为大写');
  return idNo;
}

function faultOf(idNo: string): string {
  if (/^\d{15}$/.test(idNo)) return 'id-15-digits';
  return /^\d{17}[\dX]$/.test(idNo) ? 'id-checksum' : 'id-length';
}

function readSex(row: RosterRow, said: '男' | '女'): '男' | '女' | null {
  const written = row.cell('sex')?.text.trim();
  if (!written) {
    row.normalise('sex', 'sex-missing', '', said, '没有填性别，按身份证号填写');
    return said;
  }
  const sex = ({ 男: '男', 女: '女', 男性: '男', 女性: '女', '1': '男', '2': '女' } as const)[written];
  if (sex === said) return sex;
  return row.reject('sex', 'id-sex-mismatch', written, `性别与身份证号不符（身份证号为${said}），请核对`);
}

function readBirthDate(row: RosterRow, said: string): string | null {
  const cell = row.cell('birthDate');
  if (!cell) {
    row.normalise('birthDate', 'birth-missing', '', said, '没有填出生日期，按身份证号填写');
    return said;
  }
  const read = readDate(cell);
  if (read.precision === 'month' && said.startsWith(read.month)) {
    row.normalise('birthDate', read.kind, cell.text, said, '只写了年月，日取自身份证号');
    return said;
  }
  if (read.precision === 'day' && read.day === said) {
    if (read.kind) row.normalise('birthDate', read.kind, cell.text, said);
    return said;
  }
  if (read.precision === null) {
    const kind = read.impossible ? 'date-impossible' : 'date-unreadable';
    return row.reject('birthDate', kind, cell.text, '看不懂这个日期，请写成 1980-01-31 的样子');
  }
  return row.reject(
    'birthDate',
    'id-birth-mismatch',
    cell.text,
    `出生日期与身份证号不符（身份证号为 ${said}），请核对`,
  );
}
