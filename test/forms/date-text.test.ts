import { describe, expect, it } from 'vitest';
import { toText, toValue } from '../../admin-ui/src/forms/fields/date-text.ts';
import type { DrawnField } from '../../admin-ui/src/forms/viewer/form-field.ts';

const field = (drawn: Partial<DrawnField>): DrawnField => ({ id: 'f', type: 'datetime', ...drawn });

describe('a date in a form', () => {
  it('is shown and kept year first', () => {
    expect(toText('2026-11-24', field({ subtype: 'date' }))).toBe('2026-11-24');
    expect(toValue('2026-11-24', field({ subtype: 'date' }))).toBe('2026-11-24');
  });

  it('keeps its clock as it was written, whatever zone the device is in', () => {
    const talk = field({ subtype: 'datetime', timeSerializingFormat: 'utc_offset' });

    expect(toText('2026-12-01T09:30+08:00', talk)).toBe('2026-12-01 09:30');
    expect(toValue('2026-12-01 09:30', talk)).toBe('2026-12-01T09:30+08:00');
  });

  it('is told without a zone where the form asks for none', () => {
    expect(toValue('2026-12-01 09:30', field({ subtype: 'datetime', timeSerializingFormat: 'none' }))).toBe(
      '2026-12-01T09:30',
    );
  });

  it('is nothing when it was cleared', () => {
    expect(toValue('', field({ subtype: 'date' }))).toBeNull();
    expect(toText(null, field({ subtype: 'datetime' }))).toBe('');
  });
});
