import { beforeAll, describe, expect, it } from 'vitest';
import { startCase } from '../../engine/commands/start-case.ts';
import { raiseDueWarnings } from '../../engine/commands/raise-due-warnings.ts';
import type { CaseDetail, CaseDiagram, CaseListItem } from '../../engine/http/resources/cases/schemas.ts';
import { deployAid } from '../support/aid-service.ts';
import { plantDistrict, type District } from '../support/district.ts';
import { openTasks } from '../support/engine-rows.ts';
import { useServer, type Visitor } from '../support/http.ts';

const server = useServer();
let people: District;
let branch: Visitor;
let committee: Visitor;
let stranger: Visitor;
let member: Visitor;

beforeAll(async () => {
  people = await plantDistrict(server.database.db);
  await server.services.policy.reload();
  await deployAid(server.services);
  branch = await server.loginAs('shuiduxincun');
  committee = await server.loginAs('shuidukou');
  stranger = await server.loginAs('shenyanglu1');
  member = await server.loginAsMember(people.member.memberId);
});

async function openCase(): Promise<{ number: string; taskKey: string }> {
  const { instanceKey, caseNumber } = await startCase(server.services, people.member, {
    processId: 'aid',
    data: { amount: 1800 },
  });
  const [task] = await openTasks(server.services, instanceKey);
  return { number: caseNumber, taskKey: task!.key };
}

const detail = async (visitor: Visitor, number: string) =>
  (await visitor.get<CaseDetail>(`/api/cases/${number}`)).body;

describe('GET /api/cases/:number', () => {
  it('shows the unit the dossier, the tasks and what it may do', async () => {
    // given
    const { number, taskKey } = await openCase();

    // when
    const body = await detail(branch, number);

    // then
    expect(body).toMatchObject({
      number,
      summary: '申请 1800 元',
      status: 'open',
      applicant: { name: '王秀兰', cardNo: '00231', phoneMasked: '139****0231' },
      actions: ['comment', 'reveal'],
      incidents: [],
    });
    expect(body.tasks).toMatchObject([
      { key: taskKey, name: '支部受理', workable: true, units: [{ name: '水渡新村网格支部' }] },
    ]);
    expect(body.forms[0]!.fields).toContainEqual({ key: 'amount', label: '申请金额', text: '1,800' });
  });

  it('keeps to the applicant what is for staff', async () => {
    // given
    const { number, taskKey } = await openCase();
    await branch.post(`/api/cases/${number}/comments`, { text: '内部：先核对存折' });
    await branch.post(`/api/cases/${number}/comments`, { text: '请保持电话畅通', visibleToApplicant: true });

    // when
    const body = await detail(member, number);

    // then
    const texts = body.timeline.map(({ text }) => text);
    expect(texts).toContain('请保持电话畅通');
    expect(texts).not.toContain('内部：先核对存折');
    expect(body.tasks).toMatchObject([{ key: taskKey, workable: false, units: [{ reason: '' }] }]);
    expect(body.actions).toEqual(['comment', 'urge', 'withdraw']);
  });

  it('names as the application the start form as it was submitted last', async () => {
    // given
    const { number, taskKey } = await openCase();
    const first = await detail(branch, number);
    expect(first.application).toBe(first.forms[0]!.id);

    // when
    await branch.post(`/api/tasks/${taskKey}/return`, { reason: '金额请按票据填写。' });
    const [supplement] = (await detail(member, number)).tasks;
    const done = await member.post(`/api/tasks/${supplement!.key}/complete`, { data: { amount: 2650 } });
    expect(done.status, JSON.stringify(done.body)).toBe(200);

    // then
    const body = await detail(branch, number);
    const application = body.forms.find(({ id }) => id === body.application)!;
    expect(application.name).toBe('补正材料');
    expect(application.fields).toContainEqual(expect.objectContaining({ key: 'amount', text: '2,650' }));
  });

  it('lets superiors look, and tells strangers that there is no such case', async () => {
    const { number } = await openCase();
    expect(await committee.get(`/api/cases/${number}`)).toMatchObject({ status: 200 });
    expect(await stranger.get(`/api/cases/${number}`)).toMatchObject({ status: 404 });
    expect(await stranger.get(`/api/cases/${number}/diagram`)).toMatchObject({ status: 404 });
    expect(await stranger.post(`/api/cases/${number}/urge`)).toMatchObject({ status: 404 });
  });

  it('tells the whole way once it is closed', async () => {
    // given
    const { number, taskKey } = await openCase();
    await branch.post(`/api/tasks/${taskKey}/complete`, { data: { acceptResult: 'accept' } });

    // when
    const body = await detail(committee, number);

    // then
    expect(body).toMatchObject({ status: 'closed', outcome: 'done', outcomeName: '已救助', tasks: [] });
    expect(body.timeline.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['submitted', 'task', 'notify', 'closed']),
    );
    expect(body.path.map(({ state }) => state)).toEqual(['done', 'done', 'done']);
  });
});

describe('GET /api/cases/:number/diagram', () => {
  it('shows the token where the case stands', async () => {
    const { number } = await openCase();
    const { body } = await branch.get<CaseDiagram>(`/api/cases/${number}/diagram`);
    expect(body.xml).toContain('bpmn:process');
    expect(body.tokens).toEqual({ t_accept: 1 });
    expect(body.completed).toContain('start');
    expect(body.takenFlows).toHaveLength(1);
  });
});

describe('GET /api/cases', () => {
  it('lists exactly the cases whose pages open', async () => {
    // given
    const { number } = await openCase();
    for (const visitor of [branch, committee, stranger, member]) {
      // when
      const { body } = await visitor.get<{ items: CaseListItem[]; total: number }>('/api/cases?limit=200');

      // then
      const listed = body.items.some((item) => item.number === number);
      const opens = (await visitor.get(`/api/cases/${number}`)).status === 200;
      expect(listed).toBe(opens);
      expect(body.total).toBe(body.items.length);
    }
  });

  it('says of every case whom it concerns and what it is about, once', async () => {
    // given
    const { number } = await openCase();
    const row = async () => {
      const { body } = await branch.get<{ items: CaseListItem[] }>(`/api/cases?q=${number}`);
      return body.items[0];
    };

    // then
    expect(await row()).toMatchObject({
      applicantName: '王秀兰',
      applicantCardNo: '00231',
      about: '申请 1800 元',
    });

    // when: a suggestion is called by what it is about
    await server.database
      .db('case_file')
      .where({ number })
      .update({ title: '建议 · 社区食堂', summary: '社区食堂' });

    // then
    expect(await row()).toMatchObject({ title: '建议 · 社区食堂', about: '困难救助' });
  });

  it('goes on where the page ended', async () => {
    // given
    await openCase();
    await openCase();
    type Page = { items: CaseListItem[]; total: number; nextCursor: string | null };

    // when
    const numbers: string[] = [];
    let cursor = '';
    do {
      const { body } = await branch.get<Page>(`/api/cases?limit=1${cursor}`);
      numbers.push(...body.items.map(({ number }) => number));
      cursor = body.nextCursor ? `&cursor=${body.nextCursor}` : '';
    } while (cursor);

    // then
    const { body } = await branch.get<Page>('/api/cases?limit=200');
    expect(numbers).toEqual(body.items.map(({ number }) => number));
  });

  it('finds by name, card number and case number', async () => {
    const { number } = await openCase();
    for (const q of ['王秀', '00231', number]) {
      const { body } = await branch.get<{ items: CaseListItem[] }>(`/api/cases?q=${encodeURIComponent(q)}`);
      expect(body.items.map((item) => item.number)).toContain(number);
    }
    expect((await branch.get('/api/cases?q=100%25')).body).toMatchObject({ total: 0 });
  });

  it('exports what is filtered', async () => {
    await openCase();
    const response = await branch.fetch('/api/cases/export?status=open');
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toContain('spreadsheet');
    expect(
      Buffer.from(await response.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
  });
});

describe('POST /api/cases/:number/urge', () => {
  it('reminds the units that have it in hand, once a day', async () => {
    // given
    const { number } = await openCase();

    // when
    const first = await member.post(`/api/cases/${number}/urge`);
    const second = await member.post(`/api/cases/${number}/urge`);

    // then
    expect(first.status).toBe(204);
    expect(second).toMatchObject({ status: 409, body: { code: 'urged_recently' } });
    const { body } = await branch.get<{ items: { title: string }[] }>('/api/notifications');
    expect(body.items[0]!.title).toContain(number);
  });

  it('is for those who wait, not for the unit that has it in hand', async () => {
    // given
    const { number } = await openCase();

    // then
    expect((await detail(committee, number)).actions).toContain('urge');
    expect((await detail(branch, number)).actions).not.toContain('urge');
    expect(await branch.post(`/api/cases/${number}/urge`)).toMatchObject({
      status: 409,
      body: { code: 'nobody_to_urge', detail: '这件事就在您单位手上，请直接办理。' },
    });
  });

  it('counts two presses at once as one', async () => {
    const { number } = await openCase();
    const answers = await Promise.all([1, 2, 3].map(() => member.post(`/api/cases/${number}/urge`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409, 409]);
  });
});

describe('POST /api/cases/:number/comments', () => {
  it('tells the unit what the applicant says', async () => {
    // given
    const { number } = await openCase();

    // when
    const { status } = await member.post(`/api/cases/${number}/comments`, { text: '住院单据已补齐' });

    // then
    expect(status).toBe(204);
    const { body } = await branch.get<{ items: { body: string; caseNumber: string }[] }>(
      '/api/notifications',
    );
    expect(body.items[0]).toMatchObject({ body: '住院单据已补齐', caseNumber: number });
  });

  it('refuses an empty one at the field', async () => {
    const { number } = await openCase();
    expect(await branch.post(`/api/cases/${number}/comments`, { text: ' ' })).toMatchObject({
      status: 422,
      body: { fields: [{ field: 'text' }] },
    });
  });
});

describe('POST /api/cases/:number/comments, once the case is closed', () => {
  it('is refused, and says where to turn', async () => {
    // given
    const { number, taskKey } = await openCase();
    await branch.post(`/api/tasks/${taskKey}/complete`, { data: { acceptResult: 'accept' } });
    const before = (await detail(branch, number)).timeline;

    // when
    const byMember = await member.post(`/api/cases/${number}/comments`, { text: '谢谢' });
    const byUnit = await branch.post(`/api/cases/${number}/comments`, { text: '已发放' });

    // then
    expect(byMember).toMatchObject({
      status: 409,
      body: { code: 'case_closed', detail: expect.stringMatching(/不能再留言。还有要说的，请/) },
    });
    expect(byUnit).toMatchObject({
      status: 409,
      body: { code: 'case_closed', detail: expect.stringMatching(/请直接联系本人/) },
    });
    expect((await detail(branch, number)).timeline).toEqual(before);
    for (const visitor of [member, branch])
      expect((await detail(visitor, number)).actions).not.toContain('comment');
  });
});

describe('POST /api/cases/:number/withdraw', () => {
  it('closes the case as the applicant wishes', async () => {
    const { number } = await openCase();
    const { status } = await member.post(`/api/cases/${number}/withdraw`, { reason: '困难已经解决' });
    expect(status).toBe(204);
    expect(await detail(member, number)).toMatchObject({ status: 'closed', outcomeName: '申请人撤销' });
  });
});

// last: it moves the clock, and sessions end with time
describe('a case that is late', () => {
  it('says since when it is late and who has been told', async () => {
    // given
    const { number } = await openCase();
    const later = server.services.clock.now().getTime() + 40 * 86_400_000;
    server.services.clock.pin(new Date(later).toISOString());
    await raiseDueWarnings(server.services);

    // when
    const body = await detail(await server.loginAs('shuiduxincun'), number);

    // then
    const late = body.path.find(({ state }) => state === 'overdue')!;
    expect(late.note).toMatch(/^原定 \d+月\d+日 前完成，已超期 \d+ 个工作日；已提醒.+督办$/);
    expect(body.timeline.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['warning', 'escalation']));
  });
});
