import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { Calendar } from '../../engine/policy/calendar.ts';
import { productTable } from './tables.ts';

const ZONE = 'Asia/Shanghai';
const calendar = new Calendar(productTable('calendar'), ZONE);
const at = (text: string) => DateTime.fromISO(text, { zone: ZONE }).toJSDate();
const day = (date: Date | null) => date && DateTime.fromJSDate(date, { zone: ZONE }).toISODate();
const working = (from: string, to: string) => {
  const days: string[] = [];
  for (
    let one = DateTime.fromISO(from, { zone: ZONE });
    one.toISODate()! <= to;
    one = one.plus({ days: 1 })
  ) {
    if (calendar.isWorkingDay(one)) days.push(one.toISODate()!);
  }
  return days;
};

describe('The business calendar', () => {
  it('has the holidays of 2026 with their make-up working days', () => {
    expect(working('2026-02-13', '2026-03-01')).toEqual([
      '2026-02-13',
      '2026-02-14',
      '2026-02-24',
      '2026-02-25',
      '2026-02-26',
      '2026-02-27',
      '2026-02-28',
    ]);
    expect(working('2026-09-18', '2026-09-28')).toEqual([
      '2026-09-18',
      '2026-09-20',
      '2026-09-21',
      '2026-09-22',
      '2026-09-23',
      '2026-09-24',
      '2026-09-28',
    ]);
    expect(working('2026-09-30', '2026-10-11')).toEqual([
      '2026-09-30',
      '2026-10-08',
      '2026-10-09',
      '2026-10-10',
    ]);
    expect(working('2026-05-01', '2026-05-10')).toEqual([
      '2026-05-06',
      '2026-05-07',
      '2026-05-08',
      '2026-05-09',
    ]);
    expect(working('2026-01-01', '2026-01-05')).toEqual(['2026-01-04', '2026-01-05']);
  });

  it('has the 13 days of 2027 the law gives, from New Year’s Eve of the old calendar (5 February)', () => {
    expect(working('2027-02-04', '2027-02-12')).toEqual(['2027-02-04', '2027-02-11', '2027-02-12']);
    expect(working('2027-04-30', '2027-05-05')).toEqual(['2027-04-30', '2027-05-05']);
    expect(working('2027-09-30', '2027-10-06')).toEqual(['2027-09-30', '2027-10-06']);
    const rows = productTable('calendar').filter(({ cells }) => cells.date!.startsWith('2027'));
    expect(rows.filter(({ cells }) => !cells.name!.endsWith('补假'))).toHaveLength(13);
    expect(rows.every(({ cells }) => cells.status === 'provisional')).toBe(true);
  });

  it('takes years it does not know as Monday to Friday', () => {
    expect(working('2030-10-01', '2030-10-07')).toEqual([
      '2030-10-01',
      '2030-10-02',
      '2030-10-03',
      '2030-10-04',
      '2030-10-07',
    ]);
  });
});

describe('A term', () => {
  it.each([
    ['3WD', '2026-11-24T09:00', '2026-11-27', 'plain days'],
    ['3WD', '2026-11-26T23:59', '2026-12-01', 'over a weekend'],
    ['1WD', '2026-02-13T10:00', '2026-02-14', 'to a Saturday that is worked'],
    ['2WD', '2026-02-13T10:00', '2026-02-24', 'over the Spring Festival'],
    ['5WD', '2026-09-30T10:00', '2026-10-13', 'over the National Day and its make-up Saturday'],
    ['3WD', '2027-02-04T10:00', '2027-02-15', 'over the Spring Festival of 2027'],
    ['0WD', '2026-11-24T09:00', '2026-11-24', 'within the day'],
    ['P15D', '2026-11-24T09:00', '2026-12-09', 'calendar days'],
    ['P4D', '2026-11-24T09:00', '2026-11-30', 'that ends on a day off moves to the next working day'],
    ['P1M', '2026-01-30T09:00', '2026-02-28', 'of a month takes the last day where there is no such day'],
    ['P3M', '2026-11-24T09:00', '2027-02-24', 'of months'],
    ['P1Y', '2026-10-02T09:00', '2027-10-06', 'of a year that ends in a holiday'],
  ])('%s from %s ends with %s (%s)', (term, from, end) => {
    const due = calendar.dueAt(term, at(from));
    expect(day(due)).toBe(end);
    expect(due).toEqual(DateTime.fromISO(end, { zone: ZONE }).endOf('day').toJSDate());
  });

  it('with hours is exact', () => {
    expect(calendar.dueAt('PT36H', at('2026-11-27T20:00'))).toEqual(at('2026-11-29T08:00'));
  });

  it('that is none is refused', () => {
    for (const term of ['', 'soon', '3', 'P-3D', 'WD'])
      expect(calendar.dueAt(term, at('2026-11-24'))).toBeNull();
  });
});

describe('Overdue working days', () => {
  const overdue = (due: string, now: string) => calendar.overdueWorkingDays(at(due), at(now));

  it('count today, but neither the day it was due nor days off', () => {
    expect(overdue('2026-11-19T23:59:59', '2026-11-19T23:00')).toBe(0);
    expect(overdue('2026-11-19T23:59:59', '2026-11-20T00:00')).toBe(1);
    expect(overdue('2026-11-19T23:59:59', '2026-11-24T09:00')).toBe(3);
    expect(overdue('2026-11-20T23:59:59', '2026-11-22T09:00')).toBe(0);
    expect(overdue('2026-09-30T23:59:59', '2026-10-07T09:00')).toBe(0);
    expect(overdue('2026-09-30T23:59:59', '2026-10-10T09:00')).toBe(3);
  });
});
