import { policyColumns, type PolicyName } from '../tables.ts';
import { checkAssignment } from './assignments.ts';
import { checkCalendarDay } from './calendar.ts';
import { checkEscalation } from './escalation.ts';
import { checkPermission } from './permissions.ts';
import type { Cells, CellProblem, Known, RowCheck } from './problem.ts';

const checks: Record<PolicyName, RowCheck> = {
  permissions: checkPermission,
  assignments: checkAssignment,
  escalation: checkEscalation,
  calendar: checkCalendarDay,
};

/** Columns that together say what a row is about: two rows that agree in them contradict or repeat each other. */
const identity: Record<PolicyName, string[]> = {
  permissions: ['ptype', 'role', 'resource', 'action', 'reach'],
  assignments: ['process', 'task', 'condition'],
  escalation: ['process', 'task', 'afterDays'],
  calendar: ['date'],
};

/** Everything that is wrong with a table, cell by cell; an empty list is a table that can be put in force. */
export function checkTable(name: PolicyName, rows: Cells[], known: Known): CellProblem[] {
  return [
    ...rows.flatMap((cells, row) =>
      [...checkText(name, cells), ...checks[name](cells, known)].map((fault) => ({ row, ...fault })),
    ),
    ...repetitions(name, rows),
  ];
}

function checkText(name: PolicyName, cells: Cells): { column: string; message: string }[] {
  const columns = policyColumns[name].map(({ key }) => key);
  return Object.entries(cells).flatMap(([column, text]) => {
    if (!columns.includes(column)) return [{ column, message: `没有“${column}”这一栏` }];
    return /[\r\n]/.test(text) ? [{ column, message: '不能换行' }] : [];
  });
}

function repetitions(name: PolicyName, rows: Cells[]): CellProblem[] {
  const seen = new Map<string, number>();
  return rows.flatMap((cells, row) => {
    const key = JSON.stringify(identity[name].map((column) => cells[column] ?? ''));
    const first = seen.get(key);
    if (first === undefined) seen.set(key, row);
    return first === undefined
      ? []
      : [{ row, column: identity[name][0]!, message: `与第 ${first + 1} 行重复` }];
  });
}
