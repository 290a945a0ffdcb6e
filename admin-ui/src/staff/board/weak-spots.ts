import type { Board } from '../../../../engine/http/resources/warnings/schemas.ts';

type Row = Board['rows'][number];

/** How many times more the lines count open tasks than there are: tasks that several units share. */
export function sharedTasks({ own, rows, whole }: Board): number {
  return [own, ...rows].reduce((total, { open }) => total + open, 0) - whole.open;
}

/** S10: what is weak below, in sentences; empty where nothing is. */
export function weakSpots({ own, rows, totals }: Board): string[] {
  if (totals.overdue === 0) return [];
  const late = rows.filter(({ overdue }) => overdue > 0);
  const most = pick(late, ({ overdue }) => overdue);
  const longest = pick(late, ({ longestDays }) => longestDays);
  const slowest = pick(
    rows.filter(({ onTimePercent }) => onTimePercent !== null && Number(onTimePercent) < 100),
    ({ onTimePercent }) => -Number(onTimePercent),
  );
  return [
    own.overdue > 0 ? `本级有 ${own.overdue} 件超期任务` : '',
    late.length > 0 ? `${rows.length} 个下级党组织中有 ${late.length} 个存在超期任务` : '',
    most ? `超期最多的是${most.name}（${most.overdue} 件任务）` : '',
    longest && longest.longestDays > 0
      ? `超期最长的在${longest.name}，已超期 ${longest.longestDays} 个工作日`
      : '',
    slowest ? `按时办理率最低的是${slowest.name}（${withSign(slowest.onTimePercent!)}）` : '',
  ].filter(Boolean);
}

export const withSign = (percent: string): string => (percent.endsWith('%') ? percent : `${percent}%`);

function pick(rows: Row[], weight: (row: Row) => number): Row | undefined {
  return rows.toSorted((one, other) => weight(other) - weight(one))[0];
}
