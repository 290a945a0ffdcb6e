import type { DrawnField } from '../viewer/form-field.ts';

/** 2026-11-24T09:30+08:00 → 2026-11-24 09:30, as pickers read it; the clock stays as it was written. */
export function toText(value: unknown, { subtype = 'date' }: DrawnField): string {
  if (typeof value !== 'string') return '';
  if (subtype === 'time') return value.slice(0, 5);
  const [day = '', clock = ''] = value.split('T');
  return subtype === 'date' ? day : `${day} ${clock.slice(0, 5)}`.trim();
}

/** The other way round, with the zone where the form asks for one: forms are filled in where the office is. */
export function toValue(
  text: string,
  { subtype = 'date', timeSerializingFormat }: DrawnField,
): string | null {
  if (text === '') return null;
  if (subtype === 'date') return text;
  const zone = timeSerializingFormat === 'utc_offset' ? '+08:00' : '';
  const value = `${text.replace(' ', 'T')}${zone}`;
  return timeSerializingFormat === 'utc_normalized' && subtype === 'datetime'
    ? new Date(`${value}+08:00`).toISOString().replace(':00.000Z', 'Z')
    : value;
}
