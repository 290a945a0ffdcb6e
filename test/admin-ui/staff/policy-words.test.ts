import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { lineWords, splitCsv } from '../../../admin-ui/src/staff/audit/policy-lines.ts';
import { cellWords, choicesOf, isFound } from '../../../admin-ui/src/staff/policies/cell-words.ts';
import type { PolicyTable } from '../../../engine/http/resources/policies/schemas.ts';
import { policyChoices } from '../../../engine/policy/choices.ts';
import { readCsv, writeCsv } from '../../../engine/policy/csv.ts';
import { policyColumns, type PolicyName } from '../../../engine/policy/tables.ts';

const processes: PolicyTable['processes'] = [
  {
    id: 'talk_request',
    name: '党员约谈',
    tasks: [
      { value: 't_accept', label: '受理' },
      { value: 't_minutes', label: '约谈并填写纪要' },
    ],
    variables: [
      {
        value: 'targetRole',
        label: '想约谈谁',
        kind: 'choice',
        options: [{ value: 'branch', label: '支部书记' }],
      },
    ],
    units: [{ key: 'responsibleOrg', label: '责任单位' }],
  },
  {
    id: 'hardship_aid',
    name: '特困党员救助',
    tasks: [{ value: 't_accept', label: '支部受理' }],
    variables: [],
    units: [],
  },
];
const table = (name: PolicyName): PolicyTable => ({
  name,
  version: 0,
  columns: policyColumns[name],
  rows: [],
  choices: policyChoices[name],
  processes,
  changedAt: null,
  changedBy: null,
});
const words = (name: PolicyName, row: Record<string, string>) =>
  policyColumns[name].map(({ key }) => cellWords(table(name), row, key).text).filter(Boolean);

describe('A line of a policy table', () => {
  it('is read in Chinese', () => {
    const line = {
      process: 'talk_request',
      task: 't_accept',
      condition: 'targetRole = "branch"',
      note: '支部受理',
    };
    expect(words('assignments', { ...line, unit: 'branch; form:responsibleOrg' })).toEqual([
      '党员约谈',
      '受理',
      '申请人所在支部、表单选定：责任单位',
      '想约谈谁 是 支部书记',
      '支部受理',
    ]);
    expect(words('permissions', { ptype: 'g', role: 'branch', resource: 'staff' })).toEqual([
      '继承',
      '支部级账号',
      '四级单位共同的全部权限',
      '—',
      '—',
    ]);
    expect(
      words('calendar', { date: '2026-10-01', kind: 'holiday', name: '国庆节', status: 'official' }),
    ).toEqual(['2026年10月1日 周四', '放假', '国庆节', '已公布']);
  });

  it('keeps the id beside a name that people gave, and shows the id where the name is gone', () => {
    const named = { process: 'hardship_aid', task: 't_accept' };
    expect(cellWords(table('escalation'), named, 'task')).toEqual({ text: '支部受理', code: 't_accept' });
    expect(cellWords(table('escalation'), { process: 'gone', task: 't_x' }, 'process')).toEqual({
      text: 'gone',
    });
  });

  it('calls a task of all processes by all its names', () => {
    const row = { process: '*', task: 't_accept' };
    expect(cellWords(table('assignments'), row, 'task').text).toBe('受理／支部受理');
    expect(choicesOf(table('assignments'), row, 'task')!.map(({ value }) => value)).toEqual([
      '*',
      't_accept',
      't_minutes',
    ]);
  });

  it('offers roles where one is inherited, and keeps choosable what is there', () => {
    const g = { ptype: 'g', role: 'branch', resource: 'staff' };
    expect(choicesOf(table('permissions'), g, 'resource')).toBe(policyChoices.permissions.role);
    const strange = choicesOf(table('permissions'), { ptype: 'p', resource: 'moon' }, 'resource')!;
    expect(strange.at(-1)).toEqual({ value: 'moon', label: 'moon' });
  });

  it('is found by its words and by its codes', () => {
    const row = { process: 'talk_request', task: 't_minutes', unit: 'district' };
    for (const search of ['约谈', 't_minutes', '区委', ' DISTRICT ', ''])
      expect(isFound(table('assignments'), row, search)).toBe(true);
    expect(isFound(table('assignments'), row, '救助')).toBe(false);
  });

  it('is told of in the log as the screen shows it', () => {
    const line = 'talk_request,t_accept,district,"targetRole = ""branch""",,其余';
    expect(lineWords(line, table('assignments'))).toBe(
      '党员约谈 · 受理 · 区委 · 想约谈谁 是 支部书记 · 其余',
    );
  });

  it.each(['permissions', 'assignments', 'escalation', 'calendar'] as const)(
    'of %s as delivered is split in the log as the table reads it',
    (name) => {
      const rows = readCsv(readFileSync(path.resolve(`policies/${name}.csv`), 'utf8')).map(
        ({ cells }) => cells,
      );
      const columns = policyColumns[name].map(({ key }) => key);
      const lines = writeCsv(columns, rows).trimEnd().split('\n').slice(1);
      expect(lines.map(splitCsv)).toEqual(rows.map((row) => columns.map((column) => row[column] ?? '')));
    },
  );
});
