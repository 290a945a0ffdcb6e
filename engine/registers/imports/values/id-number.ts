import { isRealDay } from './date.ts';

/** What an ID number of 18 characters says of its holder (GB 11643). */
export interface IdNumber {
  birthDate: string;
  sex: '男' | '女';
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkDigits = '10X98765432';

export function checkDigit(first17: string): string {
  const sum = weights.reduce((total, weight, i) => total + weight * Number(first17[i]), 0);
  return checkDigits[sum % 11]!;
}

/** @returns null when it is not a possible number: shape, check digit, birth date */
export function readIdNumber(text: string): IdNumber | null {
  if (!/^\d{17}[\dX]$/.test(text) || checkDigit(text) !== text[17]) return null;
  const birthDate = `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`;
  if (!isRealDay(birthDate)) return null;
  return { birthDate, sex: Number(text[16]) % 2 === 1 ? '男' : '女' };
}

/** First six and last four, as lists show it. */
export function maskIdNumber(text: string): string {
  return `${text.slice(0, 6)}********${text.slice(-4)}`;
}
