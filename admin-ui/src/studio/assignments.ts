import type { PolicyImpact, PolicyTable } from '../../../engine/http/resources/policies/schemas.ts';
import { api } from '../api/client.ts';

export type Line = Record<string, string>;
const path = '/api/policies/assignments';

/** Words for units that a line may name; `form:` and `org:` take a variable or a code behind the colon. */
export const unitWords = [
  { word: 'branch', label: '申请人所在支部' },
  { word: 'general', label: '申请人的总支（社区党委）' },
  { word: 'committee', label: '申请人的党委（党工委）' },
  { word: 'approver', label: '最近的有审批权的上级' },
  { word: 'superior', label: '直接上级' },
  { word: 'district', label: '区委' },
  { word: 'applicant', label: '申请人本人' },
];

export function readAssignments(): Promise<PolicyTable> {
  return api.get<PolicyTable>(path);
}

/** @param dryRun says what would happen and stores nothing */
export function writeAssignments(rows: Line[], version: number, dryRun: boolean): Promise<PolicyImpact> {
  return api.put<PolicyImpact>(dryRun ? `${path}?dryRun=true` : path, { rows, version });
}

export function ownLines(rows: Line[], processId: string, taskId: string): Line[] {
  return rows.filter((row) => row.process === processId && row.task === taskId);
}

/** The less precise lines that answer while the task has none of its own; nearest first. */
export function generalLines(rows: Line[], processId: string, taskId: string): Line[] {
  const named = (process: string, task: string) =>
    rows.filter((row) => row.process === process && row.task === task);
  return [named(processId, '*'), named('*', taskId), named('*', '*')].find((lines) => lines.length > 0) ?? [];
}

/** The table with this task's lines replaced, where they stood; new ones come before the general ones. */
export function withLines(rows: Line[], processId: string, taskId: string, lines: Line[]): Line[] {
  const isOwn = (row: Line) => row.process === processId && row.task === taskId;
  const rest = rows.filter((row) => !isOwn(row));
  const first = rows.findIndex(isOwn);
  const lastOfProcess = rest.findLastIndex((row) => row.process === processId && row.task !== '*');
  const general = rest.findIndex((row) => row.process === '*');
  const at =
    first >= 0 ? first : lastOfProcess >= 0 ? lastOfProcess + 1 : general >= 0 ? general : rest.length;
  return [...rest.slice(0, at), ...lines, ...rest.slice(at)];
}
