import ExcelJS from 'exceljs';
import { beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../engine/http/resources/warnings/routes.ts';
import type { Board, BoardTask, WarningItem } from '../../engine/http/resources/warnings/schemas.ts';
import {
  BRANCH,
  COMMITTEE,
  DISTRICT,
  GENERAL,
  OTHER_BRANCH,
  plantDistrict,
  type District,
} from '../support/district.ts';
import { useServer, type Visitor } from '../support/http.ts';
import { warnMember } from '../support/warnings.ts';

const server = useServer({ routes });
let people: District;
let district: Visitor;
let general: Visitor;
let branch: Visitor;

beforeAll(async () => {
  const { db } = server.database;
  people = await plantDistrict(db);
  await warnMember(db, people.member, BRANCH, { dueAt: '2026-11-19T23:59:59+08:00', name: '支部受理' });
  await warnMember(db, people.probationary, GENERAL, {
    dueAt: '2026-11-10T23:59:59+08:00',
    name: '总支审议',
    escalatedTo: COMMITTEE,
  });
  const resolve = await warnMember(db, people.member, BRANCH, { dueAt: '2026-11-25T23:59:59+08:00' });
  await resolve();
  const late = await warnMember(db, people.member, BRANCH, { dueAt: '2026-11-20T23:59:59+08:00' });
  await late();
  district = await server.loginAs('district');
  general = await server.loginAs('shenyanglu');
  branch = await server.loginAs('shuiduxincun');
});

interface Page {
  items: WarningItem[];
  total: number;
  nextCursor: string | null;
}
const warnings = async (visitor: Visitor, query = '') =>
  (await visitor.get<Page>(`/api/warnings?${query}`)).body;
const board = async (visitor: Visitor, query = '') =>
  (await visitor.get<Board>(`/api/warnings/board?${query}`)).body;

describe('Red warnings', () => {
  it('are listed with the longest overdue first, and say who was told', async () => {
    // when
    const first = await warnings(district, 'limit=1');
    const second = await warnings(district, `limit=1&cursor=${first.nextCursor}`);

    // then
    expect(first).toMatchObject({
      total: 2,
      items: [
        {
          taskName: '总支审议',
          memberName: '周明',
          orgName: '沈阳路社区党委',
          overdueDays: 10,
          level: 1,
          escalatedToName: '水渡口街道党工委',
        },
      ],
    });
    expect(second).toMatchObject({ items: [{ taskName: '支部受理', overdueDays: 3 }], nextCursor: null });
  });

  it('reach as far as the unit, and narrow down to one below it', async () => {
    expect((await warnings(branch)).items.map(({ taskName }) => taskName)).toEqual(['支部受理']);
    expect((await warnings(general)).total).toBe(2);
    expect((await warnings(district, `org=${BRANCH}`)).total).toBe(1);
    const member = await server.loginAsMember(people.member.memberId);
    expect((await member.get('/api/warnings')).status).toBe(403);
  });
});

describe('The superior’s board', () => {
  it('tells how each direct lower organisation stands with everything below it', async () => {
    expect(await board(district)).toMatchObject({
      org: { code: DISTRICT, name: '清河区委' },
      totals: { open: 2, overdue: 2, escalatedHere: 0, dueThisWeek: 0 },
      rows: [{ code: COMMITTEE, open: 2, overdue: 2, escalated: 1, longestDays: 10, onTimePercent: '25.0' }],
    });
    expect((await board(district, `org=${COMMITTEE}`)).totals.escalatedHere).toBe(1);
    expect((await board(general)).rows).toMatchObject([
      { code: BRANCH, open: 1, overdue: 1, escalated: 0, longestDays: 3, onTimePercent: '33.3' },
      { name: '沈阳路网格支部', open: 0, longestDays: 0, onTimePercent: null },
    ]);
  });

  it('counts each task with its unit, so that the superior’s own and those below make the whole', async () => {
    // then
    expect(await board(general)).toMatchObject({
      // nothing done yet, and one overdue: none in time
      own: {
        code: GENERAL,
        name: '沈阳路社区党委',
        open: 1,
        overdue: 1,
        escalated: 1,
        longestDays: 10,
        onTimePercent: '0.0',
      },
      whole: { open: 2, overdue: 2, escalated: 1, longestDays: 10, onTimePercent: '25.0' },
    });
    for (const [visitor, org] of [
      [district, DISTRICT],
      [general, GENERAL],
      [branch, BRANCH],
    ] as const) {
      const { own, rows, whole } = await board(visitor, `org=${org}`);
      for (const number of ['open', 'overdue', 'escalated'] as const) {
        const sum = [own, ...rows].reduce((total, row) => total + row[number], 0);
        expect(sum, `${org} ${number}`).toBe(whole[number]);
      }
    }
  });

  it('counts a task of several units with each of them, and once in the whole', async () => {
    // given
    const { db } = server.database;
    const task = await db('user_task').where({ name: '总支审议' }).first('key');
    const second = { task_key: task.key, kind: 'unit', value: OTHER_BRANCH, reason: 'test' };
    await db('task_candidate').insert(second);

    // when
    const { own, rows, whole } = await board(general);

    // then
    expect([own.open, ...rows.map(({ open }) => open)]).toEqual([1, 1, 1]);
    expect(whole.open).toBe(2);
    await db('task_candidate').where(second).delete();
  });

  it('is not for what lies above or beside', async () => {
    expect((await branch.get(`/api/warnings/board?org=${GENERAL}`)).status).toBe(404);
    expect((await branch.get('/api/warnings/board')).body).toMatchObject({ rows: [] });
  });
});

describe('The tasks behind a number of the board', () => {
  const tasks = async (visitor: Visitor, query: string) =>
    (
      await visitor.get<{ items: BoardTask[]; total: number; nextCursor: string | null }>(
        `/api/warnings/board/tasks?${query}`,
      )
    ).body;

  it('are as many as the number says', async () => {
    for (const [visitor, org] of [
      [district, DISTRICT],
      [district, COMMITTEE],
      [general, GENERAL],
      [branch, BRANCH],
    ] as const) {
      const { totals } = await board(visitor, `org=${org}`);
      for (const show of ['open', 'overdue', 'escalatedHere', 'dueThisWeek', 'closedThisMonth'] as const) {
        expect((await tasks(visitor, `org=${org}&show=${show}`)).total, `${org} ${show}`).toBe(totals[show]);
      }
    }
  });

  it('are those of the superior itself where only these are asked for', async () => {
    const { own } = await board(general);
    const { items, total } = await tasks(general, 'show=overdue&reach=org');
    expect(total).toBe(own.overdue);
    expect(items).toMatchObject([{ name: '总支审议', unitNames: '沈阳路社区党委' }]);
  });

  it('come with the longest overdue first, page by page', async () => {
    const first = await tasks(district, 'show=overdue&limit=1');
    const second = await tasks(district, `show=overdue&limit=1&cursor=${first.nextCursor}`);
    expect(first.items).toMatchObject([
      { name: '总支审议', overdue: true, overdueDays: 10, escalatedToName: '水渡口街道党工委' },
    ]);
    expect(second).toMatchObject({ items: [{ name: '支部受理' }], nextCursor: null });
  });

  it('are not for what lies above', async () => {
    expect((await branch.get(`/api/warnings/board/tasks?org=${GENERAL}`)).status).toBe(404);
  });
});

describe('The board as an Excel workbook', () => {
  const open = async (visitor: Visitor, query: string) => {
    const response = await visitor.fetch(`/api/warnings/board/export?${query}`);
    expect(response.status).toBe(200);
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(await response.arrayBuffer());
    return workbook;
  };
  const linesOf = (sheet: ExcelJS.Worksheet) =>
    sheet
      .getSheetValues()
      .slice(2)
      .map((line) => (line as ExcelJS.CellValue[]).slice(1));

  it('holds the numbers of the page', async () => {
    for (const [visitor, org] of [
      [district, DISTRICT],
      [general, GENERAL],
      [branch, BRANCH],
    ] as const) {
      // given
      const { totals, own, rows, whole } = await board(visitor, `org=${org}`);

      // when
      const [sums, units] = (await open(visitor, `org=${org}`)).worksheets;

      // then
      expect(linesOf(sums!).map(([name, count]) => [name, count])).toEqual([
        ['超期任务', totals.overdue],
        ['其中已上报到本级', totals.escalatedHere],
        ['本周到期的任务', totals.dueThisWeek],
        ['在办任务', totals.open],
        ['本月已办理的任务', totals.closedThisMonth],
      ]);
      const shown = [{ ...own, name: `${own.name}（本级）` }, ...rows, { ...whole, name: '合计' }].map(
        ({ name, open, overdue, escalated, longestDays, onTimePercent }) => [
          name,
          open,
          overdue,
          escalated,
          longestDays > 0 ? longestDays : undefined,
          onTimePercent ?? undefined,
        ],
      );
      const written = linesOf(units!).map(([name, open, overdue, escalated, days, rate]) => [
        name,
        open,
        overdue,
        escalated,
        days,
        rate === undefined ? undefined : ((rate as number) * 100).toFixed(1),
      ]);
      expect(written).toHaveLength(shown.length);
      expect(written).toEqual(expect.arrayContaining(shown));
      expect([written[0], written.at(-1)]).toEqual([shown[0], shown.at(-1)]);
    }
  });

  it('holds the tasks that are looked at, with days as Excel knows them, ready to print', async () => {
    // when
    const workbook = await open(general, `org=${GENERAL}&show=overdue`);

    // then
    const sheet = workbook.getWorksheet('超期任务')!;
    const [longest, other] = linesOf(sheet);
    expect([longest![0], longest![3], longest![4], longest![6], longest![7]]).toEqual([
      '总支审议',
      '周明',
      '沈阳路社区党委',
      10,
      '水渡口街道党工委',
    ]);
    expect(longest![5]).toEqual(new Date('2026-11-10T23:59:59Z'));
    expect(sheet.getCell('F2').numFmt).toContain('yyyy');
    expect(other![0]).toBe('支部受理');
    expect(sheet.pageSetup).toMatchObject({ orientation: 'landscape', fitToWidth: 1, printTitlesRow: '1:1' });
    expect(sheet.headerFooter.oddHeader).toContain('督查预警 · 沈阳路社区党委 · 超期任务');
    const units = workbook.getWorksheet('办理单位')!;
    expect(units.getCell('F2').numFmt).toBe('0.0%');
  });

  it('is of one’s own reach, and on record', async () => {
    expect((await branch.get(`/api/warnings/board/export?org=${GENERAL}`)).status).toBe(404);
    const audit = server.database.db('audit_log').where({ action: 'export', resource: 'warning' });
    const before = (await audit.clone()).length;
    await open(branch, 'show=open&reach=org');
    expect((await audit.clone()).length).toBe(before + 1);
    expect((await audit.clone().orderBy('id', 'desc').first()).org_code).toBe(BRANCH);
  });
});

describe('A warning of a case that is kept from a unit', () => {
  it('does not exist for it, neither in the list nor in a number', async () => {
    // when
    await warnMember(server.database.db, people.member, BRANCH, { hiddenFrom: [BRANCH] });

    // then
    expect((await warnings(branch)).total).toBe(1);
    expect((await board(branch)).totals.open).toBe(1);
    expect((await warnings(general)).total).toBe(3);
    expect((await board(general)).totals.open).toBe(3);
  });
});
