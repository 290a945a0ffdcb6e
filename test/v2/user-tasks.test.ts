import { beforeAll, describe, expect, it } from 'vitest';
import { now, useEngineApi } from '../support/engine-api.ts';
import { process } from '../support/process.ts';

const api = useEngineApi();

const form = {
  id: 'verdict',
  type: 'default',
  components: [
    { type: 'textfield', key: 'opinion', label: '意见', validate: { required: true } },
    { type: 'textfield', key: 'remark', label: '备注' },
  ],
};
const asked = `<zeebe:assignmentDefinition candidateGroups="01020304, clerks" candidateUsers="zhou, wang" />
  <zeebe:taskSchedule dueDate="2026-12-01T00:00:00Z" followUpDate="2026-11-30T00:00:00Z" />
  <zeebe:priorityDefinition priority="70" />`;

beforeAll(async () => {
  await api.client.createDeployment({
    resources: [new File([JSON.stringify(form)], 'verdict.form')],
  } as never);
  await api.deploy(
    process('plain', { name: '普通' }).start().userTask('do', { name: '办理', extensions: asked }).end(),
    process('formed').start().userTask('judge', { form: 'verdict' }).end(),
    process('listened')
      .start()
      .userTask('ask', {
        extensions:
          '<zeebe:taskListeners><zeebe:taskListener eventType="completing" type="check" /></zeebe:taskListeners>',
      })
      .end(),
    process('assigned')
      .start()
      .userTask('ask', {
        extensions:
          '<zeebe:taskListeners><zeebe:taskListener eventType="assigning" type="whose" /></zeebe:taskListeners>',
      })
      .end(),
  );
});

async function begin(processDefinitionId: string, variables: Record<string, unknown> = {}) {
  const { processInstanceKey } = await api.client.createProcessInstance({
    processDefinitionId,
    variables,
  } as never);
  const { items } = await api.client.searchUserTasks({ filter: { processInstanceKey } }, now);
  return { processInstanceKey, userTaskKey: items[0]!.userTaskKey };
}
const get = (userTaskKey: string) => api.client.getUserTask({ userTaskKey }, now);

describe('a user task', () => {
  it('is told with who may do it and by when', async () => {
    const { userTaskKey, processInstanceKey } = await begin('plain');
    expect(await get(userTaskKey)).toMatchObject({
      name: '办理',
      elementId: 'do',
      state: 'CREATED',
      processName: '普通',
      processInstanceKey,
      processDefinitionVersion: 1,
      candidateGroups: ['01020304', 'clerks'],
      candidateUsers: ['wang', 'zhou'],
      dueDate: '2026-12-01T00:00:00.000Z',
      followUpDate: '2026-11-30T00:00:00.000Z',
      priority: 70,
      tenantId: '<default>',
    });
    await expect(get('12345')).rejects.toMatchObject({ status: 404 });
  });

  it('is found by all of that', async () => {
    const { userTaskKey } = await begin('plain', { topic: 'find me' });
    const found = async (filter: object) =>
      (await api.client.searchUserTasks({ filter: { userTaskKey, ...filter } } as never, now)).items.length;
    expect(await found({ candidateGroup: 'clerks', candidateUser: { $like: 'zh*' } })).toBe(1);
    expect(await found({ candidateGroup: { $neq: 'clerks' } })).toBe(0);
    expect(await found({ priority: { $gte: 70 }, dueDate: { $lt: '2027-01-01T00:00:00Z' } })).toBe(1);
    expect(await found({ priority: { $lt: 70 } })).toBe(0);
    expect(await found({ assignee: { $exists: false }, state: 'CREATED', name: '办理' })).toBe(1);
    expect(await found({ processInstanceVariables: [{ name: 'topic', value: '"find me"' }] })).toBe(1);
    expect(await found({ localVariables: [{ name: 'topic', value: '"find me"' }] })).toBe(0);
  });

  it('is assigned, not taken from somebody unless that is meant, and given back', async () => {
    const { userTaskKey } = await begin('plain');
    await api.client.assignUserTask({ userTaskKey, assignee: 'zhou' });
    expect(await get(userTaskKey)).toMatchObject({ assignee: 'zhou' });
    await expect(
      api.client.assignUserTask({ userTaskKey, assignee: 'wang', allowOverride: false }),
    ).rejects.toMatchObject({ status: 409, title: 'INVALID_STATE' });
    await api.client.assignUserTask({ userTaskKey, assignee: 'wang' });
    expect(await get(userTaskKey)).toMatchObject({ assignee: 'wang' });
    await api.client.unassignUserTask({ userTaskKey });
    expect((await get(userTaskKey)).assignee).toBeUndefined();
  });

  it('is updated in what is named, and emptied where it is empty', async () => {
    const { userTaskKey } = await begin('plain');
    const path = `/v2/user-tasks/${userTaskKey}`;
    const changeset = { candidateGroups: ['01020305'], candidateUsers: [], dueDate: '2026-12-24T00:00:00Z' };
    expect((await api.call('PATCH', path, { changeset })).status).toBe(204);
    expect(await get(userTaskKey)).toMatchObject({
      candidateGroups: ['01020305'],
      candidateUsers: [],
      dueDate: '2026-12-24T00:00:00.000Z',
      followUpDate: '2026-11-30T00:00:00.000Z',
      priority: 70,
    });
    expect((await api.call('PATCH', path, { changeset: { dueDate: '', priority: 10 } })).status).toBe(204);
    const emptied = await get(userTaskKey);
    expect(emptied.dueDate).toBeUndefined();
    expect(emptied.priority).toBe(10);
    // the client itself fills in a priority
    await api.client.updateUserTask({ userTaskKey, changeset: { candidateUsers: ['li'] } } as never);
    expect(await get(userTaskKey)).toMatchObject({ candidateUsers: ['li'], priority: 50 });
  });

  it('without a form is completed with variables, whoever has it; then it is done', async () => {
    const { userTaskKey, processInstanceKey } = await begin('plain');
    await api.client.assignUserTask({ userTaskKey, assignee: 'zhou' });
    await api.client.completeUserTask({ userTaskKey, variables: { answer: 42 } });
    const done = await get(userTaskKey);
    expect(done).toMatchObject({ state: 'COMPLETED', assignee: 'zhou' });
    expect(done.completionDate).toBeDefined();
    const { items } = await api.client.searchVariables(
      { filter: { processInstanceKey, name: 'answer' } },
      now,
    );
    expect(items).toMatchObject([{ value: '42', scopeKey: processInstanceKey }]);
    await expect(api.client.completeUserTask({ userTaskKey })).rejects.toMatchObject({ status: 409 });
    await expect(api.client.assignUserTask({ userTaskKey, assignee: 'wang' })).rejects.toMatchObject({
      status: 409,
    });
  });

  it('with a form is completed with what the form holds, checked', async () => {
    const { userTaskKey, processInstanceKey } = await begin('formed');
    expect(await api.client.getUserTaskForm({ userTaskKey }, now)).toMatchObject({
      formId: 'verdict',
      version: 1n,
      schema: { components: [{ key: 'opinion' }, { key: 'remark' }] },
    });
    const complete = (variables: Record<string, unknown>) =>
      api.client.completeUserTask({ userTaskKey, variables });
    await expect(complete({})).rejects.toMatchObject({
      status: 400,
      detail: expect.stringContaining('opinion'),
    });
    await expect(complete({ opinion: '同意', smuggled: 1 })).rejects.toMatchObject({
      status: 400,
      detail: expect.stringContaining('smuggled'),
    });
    await complete({ opinion: '同意' });
    const { items } = await api.client.searchVariables(
      { filter: { processInstanceKey, name: 'opinion' } },
      now,
    );
    expect(items).toMatchObject([{ value: '"同意"' }]);
  });

  it('without a form answers that there is none', async () => {
    const { userTaskKey } = await begin('plain');
    expect((await api.call('GET', `/v2/user-tasks/${userTaskKey}/form`)).status).toBe(204);
  });

  it('sees the variables around it, the inner ones first', async () => {
    await api.deploy(
      process('nested')
        .start()
        .sub(
          'inner',
          (inside) =>
            inside
              .start('is')
              .userTask('deep', { inputs: { a: '= "own"' } })
              .end('ie'),
          {
            inputs: { a: '= "sub"', b: '= "sub"' },
          },
        )
        .end(),
    );
    const { userTaskKey } = await begin('nested', { a: 'root', b: 'root', c: 'root' });
    const { items, page } = await api.client.searchUserTaskVariables(
      { userTaskKey, sort: [{ field: 'name' }] },
      now,
    );
    expect(items.map(({ name, value }) => [name, value])).toEqual([
      ['a', '"own"'],
      ['b', '"sub"'],
      ['c', '"root"'],
    ]);
    expect(page.totalItems).toBe(3n);
    const some = await api.client.searchUserTaskVariables(
      { userTaskKey, filter: { name: { $in: ['b'] } } },
      now,
    );
    expect(some.items).toHaveLength(1);
  });

  it('is on its way to completion while a listener looks at it', async () => {
    const { userTaskKey, processInstanceKey } = await begin('listened');
    await api.client.completeUserTask({ userTaskKey });
    expect(await get(userTaskKey)).toMatchObject({ state: 'COMPLETING' });
    const activate = async () =>
      (
        await api.client.activateJobs({
          type: 'check',
          worker: 'w',
          timeout: 60_000,
          maxJobsToActivate: 1,
        } as never)
      ).jobs[0]!;
    const job = await activate();
    expect(job).toMatchObject({
      kind: 'TASK_LISTENER',
      listenerEventType: 'COMPLETING',
      userTask: { userTaskKey, action: 'complete', assignee: null },
    });
    await api.client.completeJob({
      jobKey: job.jobKey,
      result: { type: 'userTask', denied: true, deniedReason: '缺附件' },
    });
    expect(await get(userTaskKey)).toMatchObject({ state: 'CREATED' });
    await api.client.completeUserTask({ userTaskKey });
    await api.client.completeJob({
      jobKey: (await activate()).jobKey,
      result: { type: 'userTask', corrections: { priority: 99 } },
    });
    expect(await get(userTaskKey)).toMatchObject({ state: 'COMPLETED', priority: 99 });
    expect(await api.client.getProcessInstance({ processInstanceKey }, now)).toMatchObject({
      state: 'COMPLETED',
    });
  });

  it('is on its way to somebody while a listener looks at it, who is told what is wanted', async () => {
    const { userTaskKey } = await begin('assigned');
    await api.client.assignUserTask({ userTaskKey, assignee: 'zhou' } as never);
    expect(await get(userTaskKey)).toMatchObject({ state: 'ASSIGNING' });
    const { jobs } = await api.client.activateJobs({
      type: 'whose',
      worker: 'w',
      timeout: 60_000,
      maxJobsToActivate: 1,
    } as never);
    expect(jobs[0]).toMatchObject({
      listenerEventType: 'ASSIGNING',
      userTask: { userTaskKey, action: 'assign', assignee: 'zhou', changedAttributes: ['assignee'] },
    });
    await api.client.completeJob({ jobKey: jobs[0]!.jobKey });
    expect(await get(userTaskKey)).toMatchObject({ state: 'CREATED', assignee: 'zhou' });
  });
});
