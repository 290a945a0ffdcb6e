import type { CaseRow } from './find-case.ts';
import type { PathStep } from './case-path.ts';

/** Where a case stands, in a few words: 请您补正材料 · 入户核查中 · 已救助. */
export function statusText(
  row: Pick<CaseRow, 'status' | 'outcome_name'>,
  path: PathStep[],
  ownTask?: string,
): string {
  if (row.status === 'closed') return row.outcome_name ?? '已办结';
  if (ownTask) return ownTask.startsWith('请您') ? ownTask : `请您${ownTask}`;
  const now = path.find(({ state }) => state === 'overdue' || state === 'current');
  if (now?.waitsUntil && now.note) return now.note;
  return now ? `${now.name}中` : '办理中';
}
