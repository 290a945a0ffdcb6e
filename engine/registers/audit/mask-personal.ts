import { maskAddress, maskPhone } from '../members/mask.ts';

const idNumber = /(?<!\d)\d{17}[\dXx](?!\d)/g;
const phoneNumber = /(?<!\d)1\d{10}(?!\d)/g;
/** Bank accounts and whatever else is a long row of digits; case and card numbers are shorter. */
const longNumber = /(?<!\d)\d{12,}(?!\d)/g;
const lastFour = (digits: string) => digits.slice(-4).padStart(digits.length, '*');

/** What somebody wrote, without numbers by which people can be reached, paid or told apart. */
export function maskPersonal(text: string): string {
  return text
    .replace(idNumber, (digits) => `${digits.slice(0, 3)}***********${digits.slice(-4)}`)
    .replace(phoneNumber, (digits) => maskPhone(digits)!)
    .replace(longNumber, lastFour);
}

/** A line of a form: fields that hold an address show where about, those that hold a telephone its ends. */
export function maskField({ label, text }: { label: string; text: string }): { label: string; text: string } {
  if (/住址|地址/.test(label)) return { label, text: maskAddress(text)! };
  if (/电话|手机/.test(label)) return { label, text: maskPhone(text)! };
  return { label, text: maskPersonal(text) };
}
