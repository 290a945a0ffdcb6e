import { beforeAll, describe, expect, it } from 'vitest';
import { completeTask } from '../../engine/commands/complete-task.ts';
import { deploy } from '../../engine/commands/deploy.ts';
import { startCase } from '../../engine/commands/start-case.ts';
import type {
  MigrationList,
  MigrationOutlook,
  MigrationResult,
} from '../../engine/http/resources/migrations/schemas.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import { aidForms } from '../support/aid-service.ts';
import { plantDistrict, type District } from '../support/district.ts';
import { openTasks, rowOfInstance } from '../support/engine-rows.ts';
import { useServer, type Visitor } from '../support/http.ts';
import { process } from '../support/process.ts';

// Running cases go from one version of their process to another, after a trial, and back again.

const server = useServer();
let people: District;
let designer: Visitor;
let district: Visitor;

const begin = (id: string) =>
  process(id, { name: '困难救助', properties: { serviceCode: 'KN' } }).start('start', {
    name: '申请',
    extensions: '<zeebe:formDefinition formId="aid-start" />',
  });
/** The second step goes, the first gets another id, a third is new. */
const first = (id: string) =>
  begin(id).userTask('t_accept', { name: '支部受理' }).userTask('t_visit', { name: '入户核查' }).end('end');
const second = (id: string) =>
  begin(id).userTask('t_check', { name: '支部受理' }).userTask('t_archive', { name: '归档' }).end('end');

beforeAll(async () => {
  people = await plantDistrict(server.database.db);
  const account = { org_code: '01000000', display_name: '流程设计员', roles: ['designer'] };
  await server.database.db('account').insert({ ...account, username: 'designer' });
  await server.services.policy.reload();
  designer = await server.loginAs('designer');
  district = await server.loginAs('district');
});

async function put(drawn: ReturnType<typeof process>): Promise<void> {
  const diagrams = [{ name: 'aid.bpmn', xml: drawn.xml() }];
  await deploy(server.services, systemActor, { name: 'test', diagrams, forms: aidForms });
}

async function openCase(processId: string): Promise<{ number: string; key: string }> {
  const data = { amount: 1800 };
  const { caseNumber, instanceKey } = await startCase(server.services, people.member, { processId, data });
  return { number: caseNumber, key: instanceKey };
}

/** Two versions, and cases on the first: at its first step, and one (`late`) at the step that goes. */
async function twoVersions(id: string, { more = 0 } = {}) {
  await put(first(id));
  const [early, late] = [await openCase(id), await openCase(id)];
  const others = [];
  for (let count = 0; count < more; count++) others.push(await openCase(id));
  const [task] = await openTasks(server.services, late.key);
  await completeTask(server.services, systemActor, { taskKey: task!.key, data: {} });
  await put(second(id));
  return { early, late, others };
}

const outlook = async (id: string, visitor = designer) =>
  (await visitor.get<MigrationOutlook>(`/api/migrations/outlook?process=${id}&from=1&to=2`)).body;

async function planOf(id: string, more: object = {}) {
  const { steps, instances } = await outlook(id);
  return {
    process: id,
    from: 1,
    to: 2,
    mapping: Object.fromEntries(steps.flatMap(({ id: from, to }) => (to === null ? [] : [[from, to]]))),
    timers: 'keep',
    subscriptions: 'keep',
    instanceKeys: instances.map(({ key }) => key),
    ...more,
  };
}

const send = (body: object, path = '') => designer.post<MigrationResult>(`/api/migrations${path}`, body);
const earlier = async (id: string) =>
  (await designer.get<MigrationList>(`/api/migrations?process=${id}`)).body.items;
const versionOf = async (key: string) => (await rowOfInstance(server.services, key)).version;

describe('A migration', () => {
  it('begins with what becomes of each step, and with the cases it concerns', async () => {
    // given
    const { early, late } = await twoVersions('look');

    // when
    const { steps, targets, instances, source, target } = await outlook('look');

    // then
    const told = steps.map(({ name, to, because, standing }) => [name, to, because, standing]);
    expect(told).toEqual([
      ['申请', 'start', 'id', 0],
      ['支部受理', 't_check', 'name', 1],
      ['入户核查', null, null, 1],
      ['end', 'end', 'id', 0],
    ]);
    expect(steps[2]!.choices).toEqual(['t_check', 't_archive']);
    expect(targets.map(({ name, kind }) => `${name} ${kind}`)).toContain('归档 用户任务');
    expect(instances).toMatchObject([
      { key: early.key, number: early.number, where: ['支部受理'], suspended: false },
      { key: late.key, number: late.number, where: ['入户核查'] },
    ]);
    expect([source.version, target.version]).toEqual([1, 2]);
    expect(target.xml).toContain('归档');
  });

  it('is tried first: each case says whether it can go, or why not, and nothing has moved', async () => {
    // given
    const { early, late } = await twoVersions('trial');

    // when
    const { body } = await send(await planOf('trial'), '/trial');

    // then
    expect(body).toEqual({
      migrationKey: null,
      instances: [
        { key: early.key, reasons: [] },
        {
          key: late.key,
          reasons: [
            '当前环节是“入户核查”，还没有选定它在新版中对应的步骤。请在对应表里选择，或等它办过这一步。',
          ],
        },
      ],
    });
    expect([await versionOf(early.key), await versionOf(late.key)]).toEqual([1, 1]);

    // when: somebody chooses
    const plan = await planOf('trial');
    const chosen = { ...plan, mapping: { ...plan.mapping, t_visit: 't_archive' } };

    // then
    expect((await send(chosen, '/trial')).body.instances.flatMap(({ reasons }) => reasons)).toEqual([]);
  });

  it('moves a part at a time, leaves back what cannot go, and is undone as a whole', async () => {
    // given
    const { early, late, others } = await twoVersions('parts', { more: 1 });
    const another = others[0]!;
    const plan = await planOf('parts');
    const part = (instanceKeys: string[], continues: string | null) =>
      send({ ...plan, instanceKeys, continues });

    // when
    const { body: one } = await part([early.key, late.key], null);
    const { body: two } = await part([another.key], one.migrationKey);

    // then
    expect(two.migrationKey).toBe(one.migrationKey);
    expect(one.instances.map(({ reasons }) => reasons.length)).toEqual([0, 1]);
    const versions = async () => Promise.all([early, late, another].map(({ key }) => versionOf(key)));
    expect(await versions()).toEqual([2, 1, 2]);
    expect(await openTasks(server.services, early.key)).toMatchObject([{ element_id: 't_check' }]);
    expect(await earlier('parts')).toMatchObject([
      { key: one.migrationKey, from: 1, to: 2, byName: '流程设计员', undoes: false, moved: 2, there: 2 },
    ]);

    // when
    const undone = await send({}, `/${one.migrationKey}/undo`);

    // then
    expect(undone.body.instances.map(({ reasons }) => reasons)).toEqual([[], []]);
    expect(await versions()).toEqual([1, 1, 1]);
    expect(await earlier('parts')).toMatchObject([
      { from: 2, to: 1, undoes: true, moved: 2 },
      { key: one.migrationKey, moved: 2, there: 0 },
    ]);
  });

  it('tells of itself in the case', async () => {
    // given
    const { early } = await twoVersions('told');

    // when
    await send(await planOf('told'));

    // then
    const { timeline } = (
      await district.get<{ timeline: { kind: string; text: string }[] }>(`/api/cases/${early.number}`)
    ).body;
    expect(timeline.find(({ kind }) => kind === 'migrate')?.text).toBe('“困难救助”由第 1 版改按第 2 版办理');
  });

  it('goes on only with the way it began', async () => {
    // given
    await twoVersions('way');
    const { body } = await send(await planOf('way'));
    await twoVersions('other');

    // then
    const plan = await planOf('other', { continues: body.migrationKey });
    expect((await send(plan)).status).toBe(404);
  });

  it('names no case that is kept from the reader’s unit', async () => {
    // given
    const { early } = await twoVersions('kept');
    const { db } = server.database;
    await db('case_file')
      .where({ number: early.number })
      .update({ hidden_from: ['01000000'] });

    // then
    expect((await outlook('kept')).instances).toMatchObject([{ key: early.key, number: null }, {}]);
  });

  it('is for those who have the right', async () => {
    await twoVersions('right');
    const asked = await district.get('/api/migrations/outlook?process=right&from=1&to=2');
    expect(asked.status).toBe(403);
    expect((await designer.get('/api/migrations/outlook?process=right&from=1&to=9')).status).toBe(404);
  });
});
