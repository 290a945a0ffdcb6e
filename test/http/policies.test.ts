import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { deployFolder } from '../../engine/commands/deploy-folder.ts';
import { startCase } from '../../engine/commands/start-case.ts';
import { PostgresChangeFeed } from '../../engine/http/live/change-feed.ts';
import { routes } from '../../engine/http/resources/policies/routes.ts';
import type { PolicyImpact, PolicyTable } from '../../engine/http/resources/policies/schemas.ts';
import { createLog } from '../../engine/log.ts';
import { followPolicyChanges } from '../../engine/policy/follow-changes.ts';
import { deployAid } from '../support/aid-service.ts';
import { COMMITTEE, plantDistrict, type District } from '../support/district.ts';
import { openTasks } from '../support/engine-rows.ts';
import { useServer, type Visitor } from '../support/http.ts';
import { createTestServices } from '../support/services.ts';

const server = useServer({ routes });
let people: District;
let district: Visitor;
let instanceKey: string;

beforeAll(async () => {
  people = await plantDistrict(server.database.db);
  await deployFolder(server.services, { processes: path.resolve('processes'), forms: path.resolve('forms') });
  await deployAid(server.services);
  const started = await startCase(server.services, people.member, {
    processId: 'aid',
    data: { amount: 1800 },
  });
  instanceKey = started.instanceKey;
  district = await server.loginAs('district');
});

async function dueOf(key: string): Promise<string> {
  const task = await server.database
    .db('user_task')
    .where({ instance_key: key, state: 'created' })
    .first('due_at');
  return task.due_at.toISOString();
}

/** Where a line of the delivered file stands: services come and go above it. */
async function lineOf(start: string): Promise<number> {
  const lines = (await readFile('policies/assignments.csv', 'utf8')).split('\n');
  return lines.findIndex((line) => line.startsWith(start)) + 1;
}

type Rows = PolicyTable['rows'];
const table = async (name: string) => (await district.get<PolicyTable>(`/api/policies/${name}`)).body;
const put = (name: string, body: { rows: Rows; version: number }, dryRun = false) =>
  district.put<PolicyImpact>(`/api/policies/${name}?dryRun=${dryRun}`, body);

const aidLine = (unit: string) => ({
  process: 'aid',
  task: 't_accept',
  unit,
  condition: '',
  avoid: '',
  note: '',
});

describe('A policy table', () => {
  it('is read with columns and lines, as the file has it until somebody changes it', async () => {
    expect(await table('escalation')).toMatchObject({
      name: 'escalation',
      version: 0,
      changedAt: null,
      columns: [{ key: 'process', label: '流程' }, {}, {}, {}, {}],
      rows: [{ process: '*', task: '*', afterDays: '3', levelsUp: '1' }, {}, {}, {}, {}, {}],
    });
    expect((await (await server.loginAs('shuiduxincun')).get('/api/policies/calendar')).status).toBe(403);
  });

  it('tells what is wrong with it, cell by cell, and is not put in force so', async () => {
    // given
    const { rows, version } = await table('assignments');
    const faulty = [
      { ...aidLine('nobody'), process: 'aidd' },
      { ...aidLine('org:01990000'), task: 't_acept', condition: 'x = = 1' },
      { ...rows[0]! },
    ];

    // when
    const tried = await put('assignments', { rows: [...rows, ...faulty], version }, true);
    const stored = await put('assignments', { rows: [...rows, ...faulty], version });

    // then
    const end = rows.length;
    expect(tried.body.problems.map(({ row, column }) => `${row} ${column}`)).toEqual([
      `${end} process`,
      `${end} unit`,
      `${end + 1} task`,
      `${end + 1} unit`,
      `${end + 1} condition`,
      `${end + 2} process`,
    ]);
    expect(stored.status).toBe(422);
    expect(stored.body).toMatchObject({ code: 'invalid_form', fields: { length: 6 } });
    expect((await table('assignments')).version).toBe(0);
  });

  it.each(['permissions', 'assignments', 'escalation', 'calendar'])(
    '%s as delivered has no faults',
    async (name) => {
      const { rows, version } = await table(name);
      expect((await put(name, { rows, version }, true)).body).toEqual({
        version,
        problems: [],
        moved: [],
        recounted: [],
      });
    },
  );

  it('does not let anybody lock himself out of it', async () => {
    // given
    const { rows, version } = await table('permissions');
    const without = rows.filter(({ role, resource }) => !(role === 'district' && resource === 'policy'));

    // when
    const { body } = await put('permissions', { rows: without, version }, true);

    // then
    expect(body.problems).toMatchObject([{ row: -1 }]);
  });
});

describe('What the lines of a table are read and chosen by', () => {
  it('are names: of processes and tasks, of what their forms ask, of units that are chosen in them', async () => {
    // when
    const { processes, choices } = await table('assignments');

    // then
    const talk = processes.find(({ id }) => id === 'talk_request')!;
    expect(talk).toMatchObject({ name: '党员约谈' });
    expect(talk.tasks).toContainEqual({ value: 't_minutes', label: '约谈并填写纪要' });
    expect(talk.variables.find(({ value }) => value === 'targetRole')).toMatchObject({
      kind: 'choice',
      options: expect.arrayContaining([{ value: 'branch', label: '支部书记' }]),
    });
    expect(talk.units.map(({ key }) => key)).toContain('responsibleOrg');
    expect(choices.unit).toContainEqual({ value: 'approver', label: '最近的有审批权的上级' });
  });

  it.each(['permissions', 'assignments', 'escalation', 'calendar'])(
    'has words for every cell of %s as delivered that is chosen',
    async (name) => {
      const { rows, choices, processes } = await table(name);
      const roles = choices.role ?? [];
      const unknown = rows.flatMap((row) =>
        Object.entries(choices).flatMap(([column, known]) => {
          const value = row[column]!;
          const inherits = row.ptype === 'g';
          const listed = inherits && column === 'resource' ? roles : known;
          const codes = column === 'unit' || column === 'avoid' ? [] : [value];
          return codes.filter((code) => code !== '' && !listed.some((one) => one.value === code));
        }),
      );
      expect(unknown).toEqual([]);
      for (const row of rows.filter(({ process }) => process && process !== '*')) {
        const named = processes.find(({ id }) => id === row.process)!;
        if (row.task !== '*') expect(named.tasks.map(({ value }) => value)).toContain(row.task);
      }
    },
  );

  it('are those of a draft, too, before it is deployed', async () => {
    // given
    const { db } = server.database;
    const { xml } = await db('process_definition').where({ process_id: 'aid' }).first('xml');
    await db('process_draft').insert({
      process_id: 'aid',
      name: '困难救助',
      xml: xml.replace('id="t_supplement" name="补正材料"', 'id="t_second" name="第二次补正"'),
      forms: {},
      based_on_version: 1,
      updated_at: new Date('2026-11-24T09:00:00+08:00'),
      updated_by: 'account:designer',
    });

    // when
    const { processes } = await table('escalation');

    // then
    await db('process_draft').where({ process_id: 'aid' }).delete();
    const aid = processes.find(({ id }) => id === 'aid')!;
    expect(aid.tasks).toEqual([
      { value: 't_accept', label: '支部受理' },
      { value: 't_supplement', label: '补正材料' },
      { value: 't_second', label: '第二次补正' },
    ]);
  });
});

describe('A changed line', () => {
  it('is tried out first: which open tasks would move, from whom to whom', async () => {
    // given
    const { rows, version } = await table('assignments');

    // when
    const { body } = await put('assignments', { rows: [aidLine('committee'), ...rows], version }, true);

    // then
    expect(body).toMatchObject({
      version: 0,
      problems: [],
      moved: [{ taskName: '支部受理', from: ['水渡新村网格支部'], to: ['水渡口街道党工委'] }],
    });
    expect(await openTasks(server.services, instanceKey)).toMatchObject([
      { reasons: [`assignments.csv:${await lineOf('*,*,branch')}`] },
    ]);
    expect((await table('assignments')).version).toBe(0);
  });

  it('moves the open tasks, on every node, with an audit line', async () => {
    // given
    const other = await createTestServices(server.database);
    const feed = new PostgresChangeFeed(server.database.url, createLog('silent'));
    await feed.open();
    const reloaded = new Promise<void>((resolve, reject) =>
      followPolicyChanges(feed, { reload: () => other.policy.reload().then(resolve) }, reject),
    );
    const { rows, version } = await table('assignments');

    // when
    const { body } = await put('assignments', { rows: [aidLine('committee'), ...rows], version });

    // then
    expect(body).toMatchObject({ version: 1, moved: [{ to: ['水渡口街道党工委'] }] });
    expect(await openTasks(server.services, instanceKey)).toMatchObject([
      { units: [COMMITTEE], reasons: ['assignments.csv:2'] },
    ]);
    expect(await table('assignments')).toMatchObject({
      version: 1,
      changedBy: '清河区委',
      rows: { length: rows.length + 1 },
    });
    const line = await server.database
      .db('audit_log')
      .where({ resource: 'policy', action: 'update' })
      .first();
    expect(line).toMatchObject({
      actor: 'account:district',
      resource_id: 'assignments',
      detail: { version: [0, 1], added: ['aid,t_accept,committee,,,'], removed: [] },
    });
    await reloaded;
    const question = {
      processId: 'aid',
      elementId: 't_accept',
      orgCode: people.member.orgCode,
      applicantMemberId: null,
      variables: {},
    };
    expect(await other.policy.resolveResponsible(question)).toMatchObject([{ value: COMMITTEE }]);
    await feed.close();
  });

  it('of the calendar counts the terms of open tasks again, which it says before', async () => {
    // given: the case was submitted on Tuesday 24 November with three working days
    const { rows, version } = await table('calendar');
    const holiday = { date: '2026-11-26', kind: 'holiday', name: '临时放假', status: 'official', note: '' };
    const from = '2026-11-27T15:59:59.999Z';
    const to = '2026-11-30T15:59:59.999Z';

    // when
    const tried = await put('calendar', { rows: [...rows, holiday], version }, true);

    // then
    const recounted = [{ taskName: '支部受理', from, to }];
    expect(tried.body).toMatchObject({ problems: [], moved: [], recounted });
    expect(await dueOf(instanceKey)).toBe(from);

    // when
    await put('calendar', { rows: [...rows, holiday], version });

    // then
    expect(await dueOf(instanceKey)).toBe(to);
    const line = await server.database.db('audit_log').where({ action: 'recountDueDate' }).first();
    expect(line).toMatchObject({ actor: 'account:district', detail: { dueAt: [from, to] } });
  });

  it('is not put over somebody else’s', async () => {
    // given
    const { rows, version } = await table('assignments');
    const bodies = [
      { rows: [{ ...rows[0]!, note: '甲改的' }, ...rows.slice(1)], version },
      { rows: [{ ...rows[0]!, note: '乙改的' }, ...rows.slice(1)], version },
    ];

    // when
    const answers = await Promise.all(bodies.map((body) => put('assignments', body)));

    // then
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect((await put('assignments', { rows, version })).status).toBe(409);
  });
});

describe('A question why', () => {
  interface Explanation {
    allowed: boolean;
    sentences: string[];
  }
  const ask = async (visitor: Visitor, query: Record<string, string>) =>
    visitor.get<Explanation>(`/api/policies/explain?${new URLSearchParams(query)}`);

  it('is answered with the lines that decide', async () => {
    // when
    const { body } = await ask(district, {
      username: 'shenyanglu1',
      resource: 'member',
      action: 'read',
      id: '00231',
    });

    // then
    expect(body.allowed).toBe(false);
    expect(body.sentences[0]).toContain('沈阳路网格支部');
    expect(body.sentences.join()).toMatch(
      /权限表第 \d+ 行允许四级单位共同查看党员信息，范围是本组织及下级的：不符合/,
    );
    // organisations by their names, nothing by its code
    expect(body.sentences[1]).toBe('对象：所属组织 水渡新村网格支部，涉及一名党员。');
    const right = await ask(district, { username: 'shenyanglu1', resource: 'account', action: 'manage' });
    expect(right.body).toMatchObject({ allowed: false });
    const whole = await ask(district, { username: 'shuiduxincun', resource: 'task', action: 'claim' });
    expect(whole.body).toMatchObject({ allowed: true });
  });

  it('is answered for a task by the units it is with', async () => {
    const [task] = await openTasks(server.services, instanceKey);
    const about = { resource: 'task', action: 'claim', id: task!.key };
    expect((await ask(district, { username: 'shuidukou', ...about })).body.allowed).toBe(true);
    expect((await ask(district, { username: 'shuiduxincun', ...about })).body.allowed).toBe(false);
  });

  it('is answered within the own subtree only', async () => {
    const branch = await server.loginAs('shuiduxincun');
    const about = { resource: 'member', action: 'read', id: '00231' };
    expect((await ask(branch, { username: 'shuiduxincun', ...about })).body.allowed).toBe(true);
    expect((await ask(branch, { username: 'shuidukou', ...about })).status).toBe(404);
    expect(
      (await ask(await server.loginAs('shenyanglu1'), { username: 'shenyanglu1', ...about })).status,
    ).toBe(404);
  });
});
