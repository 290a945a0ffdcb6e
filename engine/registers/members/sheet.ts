import { dateText, moneyText } from '../../core/written.ts';
import type { Member } from '../../store/models/member.ts';
import { maskAddress, maskPhone } from './mask.ts';

export interface SheetField {
  key: string;
  label: string;
  value: string;
}

/** What the sheet shows of a member: the row, its organisation, and whether the member himself is looking. */
export interface SheetSource {
  member: Member;
  orgName: string;
  orgPath: string;
  /** The member sees his own phone and address as they are; the identity number stays masked on every screen. */
  own: boolean;
}

/** Undefined: the line does not apply to this member and is left out. */
type Line = [key: string, label: string, value: (source: SheetSource) => string | null | undefined];

/** 党员信息表 (O2, S6) in the order of the printed sheet. */
const lines: Line[] = [
  ['cardNo', '卡号', ({ member }) => member.cardNo],
  ['memberNo', '党员编号', ({ member }) => member.memberNo],
  ['name', '姓名', ({ member }) => member.name],
  ['sex', '性别', ({ member }) => member.sex],
  ['birthDate', '出生日期', ({ member }) => day(member.birthDate)],
  ['ethnicity', '民族', ({ member }) => member.ethnicity],
  ['nativePlace', '籍贯', ({ member }) => member.nativePlace],
  ['education', '学历', ({ member }) => member.education],
  ['degree', '学位', ({ member }) => member.degree],
  ['workDate', '参加工作日期', ({ member }) => day(member.workDate)],
  ['joinDate', '入党日期', ({ member }) => joinDay(member)],
  ['kind', '党员身份', ({ member }) => member.kind],
  ['fullDate', '转正日期', ({ member }) => (member.kind === '预备' ? undefined : day(member.fullDate))],
  ['probationTo', '预备期至', ({ member }) => (member.kind === '预备' ? day(member.probationTo) : undefined)],
  ['orgName', '所在支部', ({ orgName }) => orgName],
  ['orgPath', '上级组织', ({ orgPath }) => orgPath.split(' / ').slice(0, -1).join(' / ')],
  ['affiliationUnit', '组织关系所在单位', ({ member }) => member.affiliationUnit],
  ['partyPost', '党内职务', ({ member }) => member.partyPost],
  ['jobPost', '单位职务', ({ member }) => member.jobPost],
  ['techTitle', '专业技术职务', ({ member }) => member.techTitle],
  ['idNo', '身份证号', ({ member }) => member.idNoMasked],
  ['phone', '联系电话', ({ member, own }) => (own ? member.phone : maskPhone(member.phone))],
  ['address', '家庭住址', ({ member, own }) => (own ? member.address : maskAddress(member.address))],
  ['duesQuota', '党费定额', ({ member }) => `${moneyText(member.duesQuota)}/月`],
  ['attendance', '参加组织生活情况', ({ member }) => member.attendance],
  ['isHardship', '是否困难', ({ member }) => hardship(member)],
  ['isPre1949', '建国前入党', ({ member }) => (member.isPre1949 ? '是' : '否')],
  ['reviewGrade', '民主评议', ({ member }) => member.reviewGrade],
];

export function memberSheet(source: SheetSource): SheetField[] {
  return lines.flatMap(([key, label, read]) => {
    const value = read(source);
    return value === undefined ? [] : [{ key, label, value: value ?? '' }];
  });
}

function day(iso: string | null): string | null {
  return iso === null ? null : dateText(iso);
}

/** Old files know only the month: 1973年7月. */
function joinDay({ joinDate, joinDatePrecision }: Member): string {
  const written = dateText(joinDate);
  return joinDatePrecision === 'month' ? written.replace(/\d+日$/, '') : written;
}

function hardship({ isHardship, hardshipTypes }: Member): string {
  if (!isHardship) return '否';
  return hardshipTypes.length > 0 ? `是（${hardshipTypes.join('、')}）` : '是';
}
