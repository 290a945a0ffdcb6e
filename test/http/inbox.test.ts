import ExcelJS from 'exceljs';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { raiseDueWarnings } from '../../engine/commands/raise-due-warnings.ts';
import { startCase } from '../../engine/commands/start-case.ts';
import type { InboxCounters, InboxPage } from '../../engine/http/resources/inbox/schemas.ts';
import { deployAid } from '../support/aid-service.ts';
import { plantDistrict, type District } from '../support/district.ts';
import { openTasks } from '../support/engine-rows.ts';
import { useServer, type Visitor } from '../support/http.ts';

const server = useServer();
let people: District;
let branch: Visitor;
let other: Visitor;

beforeAll(async () => {
  people = await plantDistrict(server.database.db);
  await server.services.policy.reload();
  await deployAid(server.services);
});

// the clock moves from test to test, and sessions end with time
beforeEach(async () => {
  branch = await server.loginAs('shuiduxincun');
  other = await server.loginAs('shenyanglu1');
});

async function openCase(): Promise<{ number: string; taskKey: string }> {
  const { instanceKey, caseNumber } = await startCase(server.services, people.member, {
    processId: 'aid',
    data: { amount: 1800 },
  });
  const [task] = await openTasks(server.services, instanceKey);
  return { number: caseNumber, taskKey: task!.key };
}

const list = async (visitor: Visitor, query = '') =>
  (await visitor.get<InboxPage>(`/api/inbox?limit=200${query}`)).body;

function pass(days: number): void {
  const { clock } = server.services;
  clock.pin(new Date(clock.now().getTime() + days * 86_400_000).toISOString());
}

describe('GET /api/inbox', () => {
  it('shows a unit its tasks with who applied and what for, and nobody else', async () => {
    // given
    const { number, taskKey } = await openCase();

    // when
    const { items } = await list(branch);

    // then
    expect(items.find(({ key }) => key === taskKey)).toMatchObject({
      name: '支部受理',
      caseNumber: number,
      caseSummary: '申请 1800 元',
      applicantName: '王秀兰',
      applicantCardNo: '00231',
      orgName: '水渡新村网格支部',
      urgency: 'ok',
      overdueDays: 0,
      claimedByMe: false,
    });
    expect((await list(other)).items).toEqual([]);
  });

  it('puts the red ones first and says how many working days they are late', async () => {
    // given
    const late = await openCase();
    pass(20);
    const fresh = await openCase();
    branch = await server.loginAs('shuiduxincun');

    // when
    const { items } = await list(branch);

    // then
    const keys = items.map(({ key }) => key);
    expect(keys.indexOf(late.taskKey)).toBeLessThan(keys.indexOf(fresh.taskKey));
    expect(items[0]).toMatchObject({ urgency: 'overdue' });
    expect(items[0]!.overdueDays).toBeGreaterThan(0);
    expect((await list(branch, '&view=overdue')).items.map(({ key }) => key)).toContain(late.taskKey);
    expect((await list(branch, '&view=overdue')).items.map(({ key }) => key)).not.toContain(fresh.taskKey);
  });

  it('shows the superior what has risen to it', async () => {
    // given
    const { taskKey } = await openCase();
    pass(60);
    await raiseDueWarnings(server.services);

    // when
    const task = await server.database.db('user_task').where('key', taskKey).first();
    const superior = await server.loginAs(
      task.escalated_to === '01000000'
        ? 'district'
        : task.escalated_to === '01020000'
          ? 'shuidukou'
          : 'shenyanglu',
    );
    const { items } = await list(superior);

    // then
    expect(items.find(({ key }) => key === taskKey)).toMatchObject({ escalatedToName: expect.any(String) });
  });

  it('finds by name, initials, card and case number, and narrows by service and due date', async () => {
    const { number, taskKey } = await openCase();
    await server.database.db('member').where('id', people.member.memberId).update({ initials: 'wxl' });
    for (const query of [
      `&q=${encodeURIComponent('秀兰')}`,
      '&q=WXL',
      '&q=00231',
      `&q=${number}`,
      '&service=KN',
    ]) {
      expect((await list(branch, query)).items.map(({ key }) => key)).toContain(taskKey);
    }
    expect(await list(branch, '&q=%25%25')).toMatchObject({ total: 0 });
    expect(await list(branch, '&service=ZZ')).toMatchObject({ total: 0 });
    const overdue = await list(branch, '&due=overdue');
    expect(overdue.items.every(({ urgency }) => urgency === 'overdue')).toBe(true);
  });

  it('goes on where the page ended, each task once', async () => {
    // given
    await openCase();
    await openCase();

    // when
    const keys: string[] = [];
    let cursor = '';
    do {
      const { body } = await branch.get<InboxPage>(`/api/inbox?limit=2${cursor}`);
      keys.push(...body.items.map(({ key }) => key));
      cursor = body.nextCursor ? `&cursor=${encodeURIComponent(body.nextCursor)}` : '';
    } while (cursor);

    // then
    expect(keys).toEqual((await list(branch)).items.map(({ key }) => key));
    expect(await branch.get('/api/inbox?cursor=rubbish')).toMatchObject({ status: 400 });
  });

  it('keeps apart what waits for the applicant and what is done', async () => {
    // given
    const returned = await openCase();
    const done = await openCase();
    await branch.post(`/api/tasks/${returned.taskKey}/return`, { reason: '请附诊断证明' });
    await branch.post(`/api/tasks/${done.taskKey}/complete`, { data: { acceptResult: 'accept' } });

    // then
    const supplement = await list(branch, '&view=supplement');
    expect(supplement.items.map(({ caseNumber }) => caseNumber)).toContain(returned.number);
    const finished = await list(branch, '&view=done');
    expect(finished.items[0]).toMatchObject({ completedAt: expect.any(String), urgency: 'ok' });
    const numbers = finished.items.map(({ caseNumber }) => caseNumber);
    expect(numbers).toContain(done.number);
    expect(numbers).not.toContain(returned.number);
    expect((await list(branch)).items.map(({ caseNumber }) => caseNumber)).not.toContain(returned.number);
  });
});

describe('GET /api/inbox/counters', () => {
  it('counts what the lists show', async () => {
    // given
    const { taskKey } = await openCase();
    await branch.post(`/api/tasks/${taskKey}/claim`);

    // when
    const { body } = await branch.get<InboxCounters>('/api/inbox/counters');

    // then
    for (const [view, count] of Object.entries(body.views)) {
      expect([view, (await list(branch, `&view=${view}`)).total]).toEqual([view, count]);
    }
    expect(body.views.mine).toBe(1);
    expect(body.services).toEqual([{ code: 'KN', name: '困难救助', count: body.views.todo }]);
  });
});

describe('GET /api/inbox/export', () => {
  it('writes the list as a workbook', async () => {
    // given
    const { number } = await openCase();

    // when
    const response = await branch.fetch('/api/inbox/export');
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(await response.arrayBuffer());

    // then
    const sheet = workbook.worksheets[0]!;
    expect(sheet.getRow(1).getCell(1).value).toBe('任务');
    expect(sheet.getColumn(2).values).toContain(number);
    const heading = sheet.getRow(1).values as string[];
    const submitted = sheet.getRow(2).getCell(heading.indexOf('提交时间'));
    // Excel's own dates, by the clock of the office
    expect([submitted.value, submitted.numFmt]).toEqual([expect.any(Date), 'yyyy"年"m"月"d"日" hh:mm']);
    expect((submitted.value as Date).toISOString()).toBe('2026-11-24T09:00:00.000Z');
    expect(sheet.pageSetup).toMatchObject({ orientation: 'landscape', fitToWidth: 1, printTitlesRow: '1:1' });
  });
});
