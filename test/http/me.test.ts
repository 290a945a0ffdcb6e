import { beforeAll, describe, expect, it } from 'vitest';
import { deployFolder } from '../../engine/commands/deploy-folder.ts';
import { startCase } from '../../engine/commands/start-case.ts';
import type { OwnCase, OwnSheet } from '../../engine/http/resources/me/schemas.ts';
import { deployAid } from '../support/aid-service.ts';
import { plantDistrict, type District } from '../support/district.ts';
import { useServer, type Visitor } from '../support/http.ts';

const server = useServer();
let people: District;
let member: Visitor;
let branch: Visitor;

beforeAll(async () => {
  people = await plantDistrict(server.database.db);
  await server.services.policy.reload();
  await deployFolder(server.services, { processes: 'processes', forms: 'forms' });
  await deployAid(server.services);
  member = await server.loginAsMember(people.member.memberId);
  branch = await server.loginAs('shuiduxincun');
});

const apply = () => startCase(server.services, people.member, { processId: 'aid', data: { amount: 1800 } });

async function ownCase(number: string): Promise<OwnCase> {
  const { body } = await member.get<{ items: OwnCase[] }>('/api/me/cases');
  return body.items.find((one) => one.number === number)!;
}

describe('GET /api/me/sheet', () => {
  it('shows the member his own sheet, the identity number masked', async () => {
    // when
    const { status, body } = await member.get<OwnSheet>('/api/me/sheet');

    // then
    expect(status).toBe(200);
    expect(body).toMatchObject({ name: '王秀兰', cardNo: '00231', orgName: '水渡新村网格支部' });
    expect(body.orgPath).toBe('清河区委 / 水渡口街道党工委 / 沈阳路社区党委 / 水渡新村网格支部');
    const values = Object.fromEntries(body.fields.map(({ label, value }) => [label, value]));
    expect(values).toMatchObject({
      出生日期: '1960年5月1日',
      上级组织: '清河区委 / 水渡口街道党工委 / 沈阳路社区党委',
      党费定额: expect.stringMatching(/^\d+\.\d{2} 元\/月$/),
      身份证号: '3208**********1234',
      联系电话: '13900000231',
    });
    // a full member has no probation to come
    expect(values).not.toHaveProperty('预备期至');
  });

  it('is for members', async () => {
    expect(await branch.get('/api/me/sheet')).toMatchObject({ status: 403 });
    expect(await server.visitor().get('/api/me/sheet')).toMatchObject({ status: 401 });
  });
});

describe('GET /api/me/cases', () => {
  it('says in plain words where the case is and who has it', async () => {
    // given
    const { caseNumber } = await apply();

    // when
    const one = await ownCase(caseNumber);

    // then
    expect(one).toMatchObject({
      status: 'open',
      statusText: '受理中',
      overdue: false,
      canUrge: true,
      canWithdraw: true,
      tasks: [],
    });
    expect(one.path.map(({ name, state, who }) => [name, state, who])).toEqual([
      ['申请', 'done', '王秀兰'],
      ['受理', 'current', '水渡新村网格支部'],
      ['办结', 'ahead', null],
    ]);
  });

  it('asks the member for what was sent back to him', async () => {
    // given
    const { caseNumber } = await apply();
    const inbox = await branch.get<{ items: { key: string; caseNumber: string }[] }>('/api/inbox');
    const task = inbox.body.items.find((item) => item.caseNumber === caseNumber)!;
    await branch.post(`/api/tasks/${task.key}/return`, { reason: '请附诊断证明' });

    // when
    const one = await ownCase(caseNumber);

    // then
    expect(one).toMatchObject({ statusText: '请您补正材料', canUrge: false, tasks: [{ name: '补正材料' }] });
  });

  it('shows nobody the cases of another', async () => {
    await apply();
    const other = await server.loginAsMember(people.probationary.memberId);
    expect((await other.get('/api/me/cases')).body).toEqual({ items: [] });
  });
});

describe('POST /api/me/suggestion', () => {
  it('makes a case of what was written on the sheet', async () => {
    // when
    const text = '建议支部把主题党日的时间提前一周通知大家，方便安排。';
    const { status, body } = await member.post<{ caseNumber: string }>('/api/me/suggestion', { text });

    // then
    expect(status).toBe(200);
    expect(body.caseNumber).toMatch(/^ZY-\d{4}-000001$/);
    expect(await ownCase(body.caseNumber)).toMatchObject({ serviceName: expect.any(String), status: 'open' });
    const form = await server.database.db('case_form').orderBy('id', 'desc').first();
    expect(form.data).toMatchObject({ kind: '建议', content: text });
  });

  it('refuses what is too short to be understood', async () => {
    const { status, body } = await member.post('/api/me/suggestion', { text: '很好' });
    expect(status).toBe(422);
    expect(body).toMatchObject({ fields: [{ field: 'text', message: '请至少写 10 个字' }] });
  });
});
