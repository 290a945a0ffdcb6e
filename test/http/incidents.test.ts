import { beforeAll, describe, expect, it } from 'vitest';
import { deploy } from '../../engine/commands/deploy.ts';
import { startCase } from '../../engine/commands/start-case.ts';
import type { CaseDetail } from '../../engine/http/resources/cases/schemas.ts';
import type { OwnCase } from '../../engine/http/resources/me/schemas.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import { aidForms } from '../support/aid-service.ts';
import { plantDistrict, type District } from '../support/district.ts';
import { openTasks } from '../support/engine-rows.ts';
import { useServer, type Visitor } from '../support/http.ts';
import { process } from '../support/process.ts';

// A case that has stopped: who is told what, who may try again, and what the screens say of it afterwards.

const server = useServer();
let people: District;
let member: Visitor;
let branch: Visitor;
let district: Visitor;

/** Stops after its first task until `way` is "on". */
const drawn = process('aid', {
  name: '困难救助',
  properties: { serviceCode: 'KN', milestones: '申请=start;受理=t_accept;办结=end' },
})
  .start('start', { name: '申请', extensions: '<zeebe:formDefinition formId="aid-start" />' })
  .userTask('t_accept', { name: '支部受理', form: 'aid-accept' })
  .exclusive('gw_way')
  .when('=way = "on"')
  .end('end', { name: '已救助', properties: { outcome: 'done' } });

beforeAll(async () => {
  people = await plantDistrict(server.database.db);
  await server.services.policy.reload();
  await deploy(server.services, systemActor, {
    name: 'test',
    diagrams: [{ name: 'aid.bpmn', xml: drawn.xml() }],
    forms: aidForms,
  });
  member = await server.loginAsMember(people.member.memberId);
  branch = await server.loginAs('shuiduxincun');
  district = await server.loginAs('district');
});

interface Stopped {
  number: string;
  instanceKey: string;
}

async function stoppedCase(): Promise<Stopped> {
  const { caseNumber: number, instanceKey } = await startCase(server.services, people.member, {
    processId: 'aid',
    data: { amount: 1800 },
  });
  const [task] = await openTasks(server.services, instanceKey);
  await branch.post(`/api/tasks/${task!.key}/complete`, { data: { acceptResult: 'accept' } });
  return { number, instanceKey };
}

const open = async (visitor: Visitor, { number }: Stopped) =>
  (await visitor.get<CaseDetail>(`/api/cases/${number}`)).body;
const titles = async (visitor: Visitor, stopped: Stopped) =>
  (await open(visitor, stopped)).timeline
    .filter(({ kind }) => kind === 'incident')
    .map(({ title, actorName }) => (actorName ? `${title}（${actorName}）` : title));

async function retry(stopped: Stopped): Promise<{ solved: boolean }> {
  const [incident] = (await open(district, stopped)).incidents;
  server.services.clock.advance(60_000);
  const answer = await district.post<{ solved: boolean }>(
    `/api/cases/${stopped.number}/incidents/${incident!.key}/retry`,
  );
  expect(answer.status).toBe(200);
  return answer.body;
}

/** What a designer or administrator does before he presses 重试. */
async function mend({ instanceKey }: Stopped): Promise<void> {
  const path = `{elements,${instanceKey},variables,way}`;
  await server.database.db.raw(
    `update process_instance set data = jsonb_set(data, '${path}', '"on"') where key = ?`,
    [instanceKey],
  );
}

describe('A case that has stopped', () => {
  it('tells those who may try again what failed, where, and in the words of the engine; others the plain sentence', async () => {
    // given
    const stopped = await stoppedCase();

    // when
    const [forDistrict, forBranch] = [await open(district, stopped), await open(branch, stopped)];

    // then
    const sentence = expect.stringContaining('没有一个条件成立');
    const detail = {
      where: '步骤 gw_way，流程 aid 第 1 版，no_matching_flow',
      reason: expect.stringMatching(/^Expected .*gw_way/),
    };
    expect(forDistrict.incidents).toMatchObject([{ message: sentence, detail }]);
    expect(forDistrict.actions).toContain('retryIncident');
    expect(forBranch.incidents).toMatchObject([{ message: sentence, detail: null }]);
    expect(forBranch.actions).not.toContain('retryIncident');
    const entryOf = (file: CaseDetail) => file.timeline.find(({ kind }) => kind === 'incident')!;
    expect(entryOf(forDistrict)).toMatchObject({
      text: sentence,
      detail: expect.stringContaining('Expected'),
    });
    expect(entryOf(forBranch)).toMatchObject({ text: sentence, detail: null });
    expect(JSON.stringify(forBranch)).not.toContain('Expected');
  });

  it('is told of to the unit that may try again, and says so to the applicant', async () => {
    // given
    const stopped = await stoppedCase();

    // when
    const told = await server.database
      .db('notification as n')
      .join('case_file as c', 'c.id', 'n.case_id')
      .where({ 'c.number': stopped.number })
      .whereNotNull('n.org_code')
      .select('n.org_code', 'n.title', 'n.body');
    const file = await open(member, stopped);
    const { body: own } = await member.get<{ items: OwnCase[] }>('/api/me/cases');

    // then
    expect(told).toEqual([
      {
        org_code: people.district.orgCode,
        title: `办件停住了：困难救助 ${stopped.number}`,
        body: expect.stringContaining('重试'),
      },
    ]);
    expect(file.stopped).toBe(
      '系统在自动办理时出了故障，您的事暂时停住了。已经告诉清河区委处理，修好后会接着办，您不用做什么。',
    );
    expect(file.incidents).toEqual([]);
    expect(own.items.find(({ number }) => number === stopped.number)).toMatchObject({
      statusText: '暂停，正在排除系统故障',
      stopped: true,
      canUrge: false,
    });
    expect((await open(branch, stopped)).stopped).toBeNull();
  });

  it('is told without whose it is where nobody who may try again reads cases', async () => {
    // given
    const account = server.database.db('account').where({ username: 'district' });
    await account.clone().update({ roles: ['sysadmin'] });

    // when
    const stopped = await stoppedCase();

    // then
    const admin = await server.loginAs('district');
    const { body } = await admin.get<{ items: { title: string; caseNumber: string | null }[] }>(
      '/api/notifications',
    );
    expect(body.items[0]).toMatchObject({ title: `办件停住了：${stopped.number}`, caseNumber: null });
    await account.clone().update({ roles: ['district'] });
  });

  it('offers nobody to urge, and says why when it is tried all the same', async () => {
    // given
    const stopped = await stoppedCase();

    // then
    for (const visitor of [member, branch, district]) {
      expect((await open(visitor, stopped)).actions).not.toContain('urge');
    }
    const refused = await member.post<{ detail: string }>(`/api/cases/${stopped.number}/urge`);
    expect(refused).toMatchObject({ status: 409, body: { code: 'nobody_to_urge' } });
    expect(refused.body.detail).toContain('系统故障');
  });

  it('tells a trial that failed again from one that helped', async () => {
    // given
    const stopped = await stoppedCase();

    // when
    const failed = [await retry(stopped), await retry(stopped)];
    // then
    expect(failed).toEqual([{ solved: false }, { solved: false }]);
    const soFar = [
      '“gw_way”没有办成，办件停住',
      '重试后仍没有办成（清河区委）',
      '重试后仍没有办成（清河区委）',
    ];
    expect(await titles(district, stopped)).toEqual(soFar);

    // when
    await mend(stopped);
    // then
    expect(await retry(stopped)).toEqual({ solved: true });
    expect(await titles(district, stopped)).toEqual([...soFar, '故障已排除，继续办理（清河区委）']);
    const told = await server.database
      .db('notification as n')
      .join('case_file as c', 'c.id', 'n.case_id')
      .where({ 'c.number': stopped.number, 'n.org_code': people.district.orgCode });
    expect(told).toHaveLength(1);
    expect(await open(member, stopped)).toMatchObject({ status: 'closed', stopped: null });
  });

  it('that is withdrawn was not mended', async () => {
    // given
    const stopped = await stoppedCase();
    await retry(stopped);
    server.services.clock.advance(60_000);

    // when
    const { status } = await member.post(`/api/cases/${stopped.number}/withdraw`, { reason: '不再需要了' });

    // then
    expect(status).toBe(204);
    expect(await titles(district, stopped)).toEqual([
      '“gw_way”没有办成，办件停住',
      '重试后仍没有办成（清河区委）',
      '这一步已取消，故障不用再处理',
    ]);
    expect((await open(member, stopped)).stopped).toBeNull();
  });
});
