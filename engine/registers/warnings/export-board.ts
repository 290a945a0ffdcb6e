import ExcelJS from 'exceljs';
import type { z } from 'zod';
import type { Board, BoardTask, boardExportQuery } from '../../http/resources/warnings/schemas.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { addList, toBuffer, type Column } from '../workbook.ts';
import { readBoard } from './board.ts';
import { listBoardTasks } from './list-tasks.ts';

type Show = z.infer<typeof boardExportQuery>['show'];
type Row = Board['rows'][number];

const MOST_ROWS = 20_000;

/** The lists behind the numbers, as their sheets are called. */
const lists: Record<Show, string> = {
  overdue: '超期任务',
  escalated: '超期并已上报的任务',
  escalatedHere: '已上报到本级的任务',
  dueThisWeek: '本周到期的任务',
  open: '在办任务',
  closedThisMonth: '本月已办理的任务',
};

/**
 * The board as an Excel workbook: its totals, the line of every organisation, the tasks of the list that is open; that it
 * was taken is on record.
 * @throws `not_found` when the organisation is not within the actor's reach
 */
export async function exportBoard(
  services: Services,
  actor: Actor,
  { org, show, reach }: z.infer<typeof boardExportQuery>,
): Promise<Buffer> {
  const board = await readBoard(services, actor, org);
  const { items } = await listBoardTasks(services, actor, { org, show, reach, limit: MOST_ROWS });
  const zone = services.config.TIME_ZONE;
  const heading = (part: string) => `督查预警 · ${board.org.name} · ${part}`;
  const now = services.clock.now();
  const workbook = new ExcelJS.Workbook();
  addList(workbook, zone, {
    name: '总数',
    heading: heading('总数'),
    rows: totalsOf(board),
    columns: [
      { title: '项目', value: ([name]) => name },
      { title: '任务数', value: ([, count]) => count },
      { title: '统计时间', value: () => now },
    ],
  });
  addList(workbook, zone, {
    name: '办理单位',
    heading: heading('办理单位'),
    rows: linesOf(board),
    columns: unitColumns,
  });
  addList(workbook, zone, {
    name: lists[show],
    heading: heading(`${lists[show]}（${reach === 'org' ? '本级' : '及下级'}）`),
    rows: items,
    columns: taskColumns(show),
  });
  await writeAudit(services.db, {
    at: now,
    actor,
    action: 'export',
    resource: 'warning',
    orgCode: board.org.code,
    detail: { rows: items.length },
  });
  return toBuffer(workbook);
}

function totalsOf({ totals }: Board): [name: string, count: number][] {
  return [
    ['超期任务', totals.overdue],
    ['其中已上报到本级', totals.escalatedHere],
    ['本周到期的任务', totals.dueThisWeek],
    ['在办任务', totals.open],
    ['本月已办理的任务', totals.closedThisMonth],
  ];
}

/** In the order of the screen: worst first, between the superior itself and the whole. */
function linesOf({ own, rows, whole }: Board): Row[] {
  const worstFirst = rows.toSorted(
    (one, other) => other.overdue - one.overdue || other.longestDays - one.longestDays,
  );
  return [{ ...own, name: `${own.name}（本级）` }, ...worstFirst, { ...whole, name: '合计' }];
}

const unitColumns: Column<Row>[] = [
  { title: '办理单位', value: (row) => row.name },
  { title: '在办任务', value: (row) => row.open },
  { title: '超期任务', value: (row) => row.overdue },
  { title: '其中已上报上级', value: (row) => row.escalated },
  { title: '最长超期（工作日）', value: (row) => row.longestDays || null },
  { title: '本年按时办理率', value: (row) => share(row.onTimePercent), format: '0.0%' },
];

/** "33.3" → 0.333, what Excel writes as 33.3%. */
function share(percent: string | null): number | null {
  return percent === null ? null : Math.round(Number(percent) * 10) / 1000;
}

function taskColumns(show: Show): Column<BoardTask>[] {
  const closed = show === 'closedThisMonth';
  return [
    { title: '任务', value: (one) => one.name },
    { title: '受理编号', value: (one) => one.caseNumber },
    { title: '办件', value: (one) => one.caseTitle },
    { title: '申请人', value: (one) => one.memberName },
    { title: '办理单位', value: (one) => one.unitNames },
    { title: '到期时间', value: (one) => instantOf(one.dueAt) },
    ...(closed
      ? [{ title: '办理时间', value: (one: BoardTask) => instantOf(one.completedAt) }]
      : [
          { title: '超期工作日', value: (one: BoardTask) => one.overdueDays || null },
          { title: '已上报', value: (one: BoardTask) => one.escalatedToName },
        ]),
  ];
}

const instantOf = (iso: string | null) => (iso === null ? null : new Date(iso));
