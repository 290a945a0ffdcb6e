import { describe, expect, it } from 'vitest';
import { checkTable } from '../../engine/policy/check/check-table.ts';
import { readCsv, writeCsv } from '../../engine/policy/csv.ts';
import type { PolicyName } from '../../engine/policy/tables.ts';

const known = {
  processes: new Map([['aid', new Set(['t_accept', 't_pay'])]]),
  organisations: new Set(['01000000']),
};
const faults = (name: PolicyName, ...rows: Record<string, string>[]) =>
  checkTable(name, rows, known).map(({ row, column }) => `${row} ${column}`);

describe('Checking a policy table', () => {
  it('finds rights that do not exist', () => {
    const good = { ptype: 'p', role: 'branch', resource: 'member', action: 'read', reach: 'org' };
    expect(faults('permissions', good, { ptype: 'g', role: 'branch', resource: 'staff' })).toEqual([]);
    expect(faults('permissions', { ...good, ptype: 'x' })).toEqual(['0 ptype']);
    expect(
      faults('permissions', { ...good, role: '支部', resource: 'memebr', action: 'raed', reach: 'all' }),
    ).toEqual(['0 role', '0 resource', '0 action', '0 reach']);
    expect(faults('permissions', { ptype: 'g', role: 'staff', resource: 'staff' })).toEqual(['0 resource']);
    expect(faults('permissions', good, good)).toEqual(['1 ptype']);
  });

  it('finds units, tasks and conditions that do not exist', () => {
    const good = {
      process: 'aid',
      task: 't_accept',
      unit: 'branch; form:serviceOrg',
      condition: 'amount > 1',
    };
    expect(faults('assignments', good, { process: '*', task: 't_pay', unit: 'org:01000000' })).toEqual([]);
    expect(faults('assignments', { ...good, unit: '' })).toEqual(['0 unit']);
    expect(faults('assignments', { ...good, unit: 'branch,general', avoid: 'somebody' })).toEqual([
      '0 unit',
      '0 avoid',
    ]);
    expect(faults('assignments', { ...good, task: 't_nowhere' })).toEqual(['0 task']);
    for (const condition of ['amount >', 'amount == 1', '(amount']) {
      expect(faults('assignments', { ...good, condition })).toEqual(['0 condition']);
    }
    expect(faults('assignments', { ...good, condition: 'note = "a == b"' })).toEqual([]);
  });

  it('finds terms and days that do not exist', () => {
    expect(faults('escalation', { process: '*', task: '*', afterDays: '1.5', levelsUp: '4' })).toEqual([
      '0 afterDays',
      '0 levelsUp',
    ]);
    const good = { date: '2028-02-29', kind: 'holiday', name: '试', status: 'provisional' };
    expect(faults('calendar', good)).toEqual([]);
    expect(faults('calendar', { ...good, date: '2027-02-29', kind: 'off', status: '' })).toEqual([
      '0 date',
      '0 kind',
      '0 status',
    ]);
    expect(faults('calendar', good, { ...good, kind: 'workday' })).toEqual(['1 date']);
  });

  it('refuses what a table cannot hold', () => {
    expect(
      faults('calendar', {
        date: '2028-02-29',
        kind: 'holiday',
        name: '试\n二',
        status: 'official',
        extra: '1',
      }),
    ).toEqual(['0 name', '0 extra']);
  });
});

describe('A table as text', () => {
  it('comes back as it was written', () => {
    const rows = [
      { a: 'x, "y"', b: '# 不是备注' },
      { a: ' 前后空格 ', b: '' },
    ];
    expect(readCsv(writeCsv(['a', 'b'], rows))).toEqual([
      { line: 2, cells: rows[0] },
      { line: 3, cells: rows[1] },
    ]);
  });

  it('keeps the line numbers of the file, remarks counted', () => {
    expect(readCsv('a,b\n# 备注\n1,2\n').map(({ line }) => line)).toEqual([3]);
  });
});
