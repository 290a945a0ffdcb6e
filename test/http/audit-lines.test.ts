import { beforeAll, describe, expect, it } from 'vitest';
import { startCase } from '../../engine/commands/start-case.ts';
import type { AuditItem } from '../../engine/http/resources/audit/schemas.ts';
import type { CasePositions } from '../../engine/http/resources/case-operations/schemas.ts';
import { deployAid } from '../support/aid-service.ts';
import { BRANCH, DISTRICT, plantDistrict, type District } from '../support/district.ts';
import { openTasks } from '../support/engine-rows.ts';
import { useServer, type Visitor } from '../support/http.ts';

const server = useServer();
let people: District;
let branch: Visitor;
let district: Visitor;

beforeAll(async () => {
  people = await plantDistrict(server.database.db);
  await server.services.policy.reload();
  await deployAid(server.services);
  branch = await server.loginAs('shuiduxincun');
  district = await server.loginAs('district');
});

async function openCase(): Promise<{ number: string; taskKey: string }> {
  const { instanceKey, caseNumber } = await startCase(server.services, people.member, {
    processId: 'aid',
    data: { amount: 1800 },
  });
  const [task] = await openTasks(server.services, instanceKey);
  return { number: caseNumber, taskKey: task!.key };
}

async function linesOf(visitor: Visitor, number: string): Promise<AuditItem[]> {
  const { body } = await visitor.get<{ items: AuditItem[] }>('/api/audit?limit=200');
  return body.items.filter(({ caseNumber }) => caseNumber === number);
}
const lineOf = async (visitor: Visitor, number: string, action: string) =>
  (await linesOf(visitor, number)).find((line) => line.action === action);

describe('A line of the log about a task', () => {
  it('names the task, its case and what was filled in', async () => {
    // given
    const { number, taskKey } = await openCase();

    // when
    await branch.post(`/api/tasks/${taskKey}/complete`, { data: { acceptResult: 'accept' } });

    // then
    expect(await lineOf(district, number, 'completeTask')).toMatchObject({
      resourceId: taskKey,
      subject: '支部受理',
      caseOpens: true,
      content: [{ label: '受理意见', text: '受理' }],
    });
    // what the form only shows of the member is not what was filled in
    expect(await lineOf(district, number, 'startCase')).toMatchObject({
      subject: '困难救助',
      content: [{ label: '申请金额', text: '1,800' }],
    });
  });

  it('names the steps between which a case was moved by hand', async () => {
    // given
    const { number } = await openCase();
    const { body } = await district.get<CasePositions>(`/api/cases/${number}/positions`);
    const { key: instanceKey, active } = body.instances[0]!;

    // when
    await district.post(`/api/cases/${number}/positions`, {
      instanceKey,
      activate: [{ elementId: 't_supplement' }],
      terminate: active.map(({ key }) => key),
      reason: '材料不全',
    });

    // then
    expect(await lineOf(district, number, 'modifyInstance')).toMatchObject({
      content: [{ label: '调整', text: '结束“支部受理”，从“补正材料”开始。原因：材料不全' }],
    });
  });

  it('quotes the reason, numbers of persons masked', async () => {
    // given
    const { number, taskKey } = await openCase();

    // when
    const reason =
      '身份证 320803195103070021 不清楚，请打 13900000231 或 0517-80002003；卡 6217001234567890123，件号 00231';
    await branch.post(`/api/tasks/${taskKey}/return`, { reason });

    // then
    expect((await lineOf(district, number, 'returnTask'))!.content).toEqual([
      {
        label: '要补正的',
        text: '身份证 320***********0021 不清楚，请打 139****0231 或 0517-80002003；卡 ***************0123，件号 00231',
      },
    ]);
  });

  it('names the units a task was passed between', async () => {
    // given
    const { number, taskKey } = await openCase();

    // when
    await branch.post(`/api/tasks/${taskKey}/transfer`, { orgCode: DISTRICT, reason: '请区委直接办' });

    // then
    expect((await lineOf(district, number, 'transferTask'))!.names).toEqual({
      [BRANCH]: '水渡新村网格支部',
      [DISTRICT]: '清河区委',
    });
  });

  it('keeps the content from readers of the log who may not open the case', async () => {
    // given
    const { number, taskKey } = await openCase();
    await branch.post(`/api/tasks/${taskKey}/complete`, { data: { acceptResult: 'accept' } });
    await server.database
      .db('account')
      .where({ username: 'district' })
      .update({ roles: ['sysadmin'] });

    // when
    const administrator = await server.loginAs('district');
    const lines = await linesOf(administrator, number);

    // then
    await server.database
      .db('account')
      .where({ username: 'district' })
      .update({ roles: ['district'] });
    expect(lines.map(({ action }) => action)).toEqual(['completeTask', 'startCase']);
    for (const line of lines) expect(line).toMatchObject({ caseOpens: false, content: [] });
    expect(lines[0]!.subject).toBe('支部受理');
    expect(lines[1]!.subject).toBe(null);
  });

  it('does not exist for a unit the case is kept from', async () => {
    // given
    const { number, taskKey } = await openCase();
    await branch.post(`/api/tasks/${taskKey}/claim`);
    expect(await linesOf(district, number)).toHaveLength(2);

    // when
    await server.database
      .db('case_file')
      .where({ number })
      .update({ hidden_from: [DISTRICT] });

    // then
    expect(await linesOf(district, number)).toEqual([]);
  });
});
