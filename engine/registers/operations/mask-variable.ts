import type { JsonValue } from '../../core/keys.ts';
import { maskAddress, maskPhone } from '../members/mask.ts';
import { maskPersonal } from '../audit/mask-personal.ts';

/** Names of variables, and of what is inside them, that hold what people are reached, told apart or paid by. */
const names: [RegExp, (text: string) => string][] = [
  // long, but the organisation's own way of counting: it stands on every roster
  [/^memberNo$/, (text) => text],
  [/address|住址|地址/i, (text) => maskAddress(text)!],
  [/phone|mobile|tel$|电话|手机/i, (text) => maskPhone(text)!],
  [
    /id_?(?:no|card)$|cert_?no$|bank_?(?:no|card|account)$|account_?no$|身份证|证件号|银行(?:卡|账)|账号/i,
    masked,
  ],
];

/** A value as it may be shown to everybody who may open the case; lists and objects keep their shape. */
export function maskVariable(name: string, value: JsonValue, label = ''): JsonValue {
  if (typeof value === 'string') return maskText(`${name} ${label}`, value);
  if (typeof value === 'number') return maskNumber(value);
  if (Array.isArray(value)) return value.map((one) => maskVariable(name, one, label));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, maskVariable(key, one)]));
}

function maskText(named: string, text: string): string {
  // the member base hands some of them out masked already
  if (text.includes('****')) return text;
  const rule = names.find(([pattern]) => named.split(' ').some((word) => pattern.test(word)));
  return rule ? rule[1](text) : maskPersonal(text);
}

/** A telephone or account number that somebody typed into a field for numbers. */
function maskNumber(value: number): JsonValue {
  const text = maskPersonal(String(value));
  return text === String(value) ? value : text;
}

function masked(text: string): string {
  return text.length <= 4 ? '*'.repeat(text.length) : text.slice(-4).padStart(text.length, '*');
}
