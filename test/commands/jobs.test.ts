import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { assignTask, unassignTask } from '../../engine/commands/assign-task.ts';
import { cancelInstance } from '../../engine/commands/cancel-instance.ts';
import { claimTask } from '../../engine/commands/claim-task.ts';
import { completeJob, type ListenerResult } from '../../engine/commands/complete-job.ts';
import { completeTask } from '../../engine/commands/complete-task.ts';
import { deploy } from '../../engine/commands/deploy.ts';
import { failJob } from '../../engine/commands/fail-job.ts';
import { retryIncident } from '../../engine/commands/retry-incident.ts';
import { resumeInstance } from '../../engine/commands/resume-instance.ts';
import { startProcess } from '../../engine/commands/start-process.ts';
import { suspendInstance } from '../../engine/commands/suspend-instance.ts';
import { throwJobError } from '../../engine/commands/throw-job-error.ts';
import { updateTask } from '../../engine/commands/update-task.ts';
import { updateJob } from '../../engine/commands/update-job.ts';
import type { JsonObject } from '../../engine/core/keys.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import { useDatabase } from '../support/database.ts';
import { openTasks, rowOfInstance } from '../support/engine-rows.ts';
import { fetchJobs, useBell } from '../support/job-worker.ts';
import { process, type ProcessBuilder } from '../support/process.ts';
import { createTestServices, type TestServices } from '../support/services.ts';

const database = useDatabase();
const bell = useBell(database);
let services: TestServices;

beforeAll(async () => {
  services = await createTestServices(database);
});

async function begin(drawing: ProcessBuilder, variables: JsonObject = {}): Promise<string> {
  await deploy(services, systemActor, {
    name: drawing.id,
    diagrams: [{ name: drawing.id, xml: drawing.xml() }],
    forms: [],
    outsideJobs: 'any',
  });
  return (await startProcess(services, systemActor, { processId: drawing.id, variables })).instanceKey;
}

const paying = (id: string) =>
  process(id)
    .start()
    .serviceTask('pay', id, { name: '付款' })
    .end()
    .boundaryError('refused', 'pay', 'NO_MONEY')
    .end('unpaid');

const rowOfJob = (key: string) => database.db('job').where({ key }).first();
const incidents = (instanceKey: string) =>
  database.db('incident').where({ instance_key: instanceKey }).whereNull('resolved_at');

describe('a worker', () => {
  it('is given jobs of its type with what their element sees, and reports them done', async () => {
    // given
    const instanceKey = await begin(
      process('ship')
        .start()
        .serviceTask('pack', 'pack', {
          inputs: { weight: '= 2 * 21' },
          extensions: '<zeebe:taskHeaders><zeebe:header key="to" value="淮安" /></zeebe:taskHeaders>',
        })
        .end(),
      { order: 7 },
    );

    // when
    const [job, ...others] = await fetchJobs(services, bell, 'pack');

    // then
    expect(others).toEqual([]);
    expect(job).toMatchObject({
      instanceKey,
      kind: 'element',
      fence: 1,
      retries: 3,
      headers: { to: '淮安' },
      variables: { order: 7, weight: 42 },
    });
    expect(await fetchJobs(services, bell, 'pack')).toEqual([]);

    // when
    await completeJob(services, systemActor, { jobKey: job!.key, fence: 1, variables: { parcel: 'P1' } });

    // then
    expect(await rowOfInstance(services, instanceKey)).toMatchObject({ state: 'completed' });
    expect(await rowOfJob(job!.key)).toMatchObject({ state: 'completed', available_at: null });
  });

  it('may ask for some variables and for so many jobs only', async () => {
    const drawing = paying('some');
    for (const n of [1, 2, 3]) await begin(drawing, { n, secret: 'x' });
    const jobs = await fetchJobs(services, bell, 'some', { atMost: 2, variableNames: ['n', 'missing'] });
    expect(jobs.map(({ variables }) => variables)).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it('waits for a job without holding a connection, and is woken when there is one', async () => {
    // given
    await begin(paying('awaited'));
    await fetchJobs(services, bell, 'awaited');
    const begun = performance.now();
    const waiting = Array.from({ length: 40 }, () =>
      fetchJobs(services, bell, 'awaited', { atMost: 1, waitMilliseconds: 1_500 }),
    );
    await pause(300);

    // when
    await begin(paying('awaited'));
    const first = await Promise.race(waiting);

    // then
    expect(first).toHaveLength(1);
    expect(performance.now() - begun).toBeLessThan(1_300);
    const all = await Promise.all(waiting);
    expect(all.flat()).toHaveLength(1);
    expect(performance.now() - begun).toBeGreaterThan(1_400);
  });

  it('that has left is given nothing', async () => {
    // given
    const leaving = new AbortController();
    const waiting = fetchJobs(services, bell, 'left', { waitMilliseconds: 5_000 }, leaving.signal);

    // when
    leaving.abort();

    // then
    expect(await waiting).toEqual([]);
    await begin(paying('left'));
    expect(await fetchJobs(services, bell, 'left', {}, leaving.signal)).toEqual([]);
    expect(await fetchJobs(services, bell, 'left')).toHaveLength(1);
  });

  it('and another one never get the same job', async () => {
    // given
    const drawing = paying('shared');
    for (let n = 0; n < 30; n += 1) await begin(drawing);

    // when
    const grab = async () => {
      const mine: string[] = [];
      for (;;) {
        const jobs = await fetchJobs(services, bell, 'shared', { atMost: 3 });
        if (jobs.length === 0) return mine;
        for (const { key, fence } of jobs) {
          await completeJob(services, systemActor, { jobKey: key, fence, variables: {} });
          mine.push(key);
        }
      }
    };
    const [one, other] = await Promise.all([grab(), grab()]);

    // then
    expect(new Set([...one!, ...other!]).size).toBe(30);
    expect(one!.length + other!.length).toBe(30);
    expect(Math.min(one!.length, other!.length)).toBeGreaterThan(0);
  });

  it('gets nothing of an instance that stands still, until it goes on', async () => {
    const instanceKey = await begin(paying('still'));
    await suspendInstance(services, systemActor, { instanceKey, reason: '核对' });
    expect(await fetchJobs(services, bell, 'still')).toEqual([]);
    await resumeInstance(services, systemActor, { instanceKey });
    expect(await fetchJobs(services, bell, 'still')).toHaveLength(1);
  });
});

describe('a worker that dies', () => {
  it('loses its job to the next one when its time is over, and its late report is refused', async () => {
    // given
    const instanceKey = await begin(paying('crash'));
    const [lost] = await fetchJobs(services, bell, 'crash', { worker: 'first', timeoutMilliseconds: 60_000 });
    expect(await fetchJobs(services, bell, 'crash', { worker: 'second' })).toEqual([]);

    // when
    services.clock.advance(60_000);
    const [taken] = await fetchJobs(services, bell, 'crash', { worker: 'second' });

    // then
    expect(taken).toMatchObject({ key: lost!.key, fence: 2 });
    const late = { jobKey: lost!.key, fence: lost!.fence };
    await expect(completeJob(services, systemActor, { ...late, variables: {} })).rejects.toMatchObject({
      code: 'job_stale',
      status: 409,
    });
    await expect(
      failJob(services, systemActor, { ...late, message: '', retries: 2, backOffMilliseconds: 0 }),
    ).rejects.toMatchObject({ code: 'job_stale' });
    await expect(updateJob(services, systemActor, { ...late, timeoutMilliseconds: 1 })).rejects.toMatchObject(
      { code: 'job_stale' },
    );
    await completeJob(services, systemActor, { jobKey: taken!.key, fence: 2, variables: {} });
    expect(await rowOfInstance(services, instanceKey)).toMatchObject({ state: 'completed' });
    await expect(completeJob(services, systemActor, { ...late, variables: {} })).rejects.toMatchObject({
      code: 'job_gone',
      status: 404,
    });
  });

  it('may still report late as long as nobody else has its job', async () => {
    const instanceKey = await begin(paying('late'));
    const [job] = await fetchJobs(services, bell, 'late', { timeoutMilliseconds: 1_000 });
    services.clock.advance(5_000);
    await completeJob(services, systemActor, { jobKey: job!.key, fence: job!.fence, variables: {} });
    expect(await rowOfInstance(services, instanceKey)).toMatchObject({ state: 'completed' });
  });

  it('could have asked for more time', async () => {
    await begin(paying('slow'));
    const [job] = await fetchJobs(services, bell, 'slow', { timeoutMilliseconds: 1_000 });
    await updateJob(services, systemActor, { jobKey: job!.key, fence: 1, timeoutMilliseconds: 60_000 });
    services.clock.advance(5_000);
    expect(await fetchJobs(services, bell, 'slow')).toEqual([]);
    services.clock.advance(60_000);
    expect(await fetchJobs(services, bell, 'slow')).toHaveLength(1);
  });

  it('wakes whoever waits for the job it had', async () => {
    // given
    await begin(paying('handed'));
    await fetchJobs(services, bell, 'handed', { timeoutMilliseconds: 700 });
    const real = { ...services, clock: { now: () => new Date(frozen + performance.now() - begun) } };
    const begun = performance.now();
    const frozen = services.clock.now().getTime();

    // when
    const jobs = await fetchJobs(real, bell, 'handed', { waitMilliseconds: 5_000 });

    // then
    expect(jobs).toHaveLength(1);
    expect(performance.now() - begun).toBeGreaterThan(650);
    expect(performance.now() - begun).toBeLessThan(2_500);
  });
});

describe('a job that fails', () => {
  it('comes back after its back-off with the variables the worker left', async () => {
    // given
    await begin(paying('again'), { n: 1 });
    const [job] = await fetchJobs(services, bell, 'again');

    // when
    await failJob(services, systemActor, {
      jobKey: job!.key,
      fence: 1,
      message: '网关没有应答',
      retries: 2,
      backOffMilliseconds: 30_000,
      variables: { tried: true },
    });

    // then
    expect(await fetchJobs(services, bell, 'again')).toEqual([]);
    services.clock.advance(30_000);
    const [second] = await fetchJobs(services, bell, 'again');
    expect(second).toMatchObject({
      key: job!.key,
      fence: 2,
      retries: 2,
      variables: { n: 1, tried: true },
    });
    expect(await rowOfJob(job!.key)).toMatchObject({ error_message: '网关没有应答' });
  });

  it('for the last time stops the process here; the retry offers the same job again', async () => {
    // given
    const instanceKey = await begin(paying('spent'));
    const [job] = await fetchJobs(services, bell, 'spent');

    // when
    await failJob(services, systemActor, {
      jobKey: job!.key,
      message: '没有这个账户',
      retries: 0,
      backOffMilliseconds: 0,
    });

    // then
    const [incident] = await incidents(instanceKey);
    expect(incident).toMatchObject({ code: 'job_failed', message: '没有这个账户', job_key: job!.key });
    expect(await fetchJobs(services, bell, 'spent')).toEqual([]);
    await expect(
      completeJob(services, systemActor, { jobKey: job!.key, variables: {} }),
    ).rejects.toMatchObject({ code: 'job_stopped', status: 409 });

    // when
    await updateJob(services, systemActor, { jobKey: job!.key, retries: 5 });
    await retryIncident(services, systemActor, incident!.key);

    // then
    const [again] = await fetchJobs(services, bell, 'spent');
    expect(again).toMatchObject({ key: job!.key, fence: 2, retries: 5 });
    await completeJob(services, systemActor, { jobKey: again!.key, fence: 2, variables: {} });
    expect(await rowOfInstance(services, instanceKey)).toMatchObject({ state: 'completed' });
    expect(await incidents(instanceKey)).toEqual([]);
  });

  it('has one more try after a retry, whatever it had', async () => {
    const instanceKey = await begin(paying('pressed'));
    const [job] = await fetchJobs(services, bell, 'pressed');
    await failJob(services, systemActor, {
      jobKey: job!.key,
      message: '',
      retries: 0,
      backOffMilliseconds: 0,
    });
    await retryIncident(services, systemActor, (await incidents(instanceKey))[0]!.key);
    expect((await fetchJobs(services, bell, 'pressed')).map(({ retries }) => retries)).toEqual([1]);
  });
});

describe('an error a worker throws', () => {
  it('is caught by the diagram', async () => {
    // given
    const instanceKey = await begin(paying('broke'));
    const [job] = await fetchJobs(services, bell, 'broke');

    // when
    await throwJobError(services, systemActor, {
      jobKey: job!.key,
      fence: 1,
      errorCode: 'NO_MONEY',
      message: '余额不足',
      variables: { missing: 5 },
    });

    // then
    expect(await rowOfInstance(services, instanceKey)).toMatchObject({ state: 'completed' });
    expect(await rowOfJob(job!.key)).toMatchObject({
      state: 'error_thrown',
      error_code: 'NO_MONEY',
      error_message: '余额不足',
    });
    // random processes found that it was called stopped, as if somebody had to mend it
    await expect(
      completeJob(services, systemActor, { jobKey: job!.key, variables: {} }),
    ).rejects.toMatchObject({ code: 'job_gone', status: 404 });
    const taken = await database
      .db('history_event')
      .where({ instance_key: instanceKey, type: 'elementCompleted' })
      .pluck('element_id');
    expect(taken).toContain('unpaid');
  });

  it('that nobody catches is an incident, and a retry makes a new job', async () => {
    const instanceKey = await begin(paying('odd'));
    const [job] = await fetchJobs(services, bell, 'odd');
    await throwJobError(services, systemActor, {
      jobKey: job!.key,
      errorCode: 'SURPRISE',
      message: '',
      variables: {},
    });
    const [incident] = await incidents(instanceKey);
    expect(incident).toMatchObject({ code: 'error_not_caught', job_key: job!.key });
    await retryIncident(services, systemActor, incident!.key);
    const [next] = await fetchJobs(services, bell, 'odd');
    expect(next!.key).not.toBe(job!.key);
  });
});

describe('jobs of an instance that ends', () => {
  it('are gone, also for the worker who has one', async () => {
    const instanceKey = await begin(paying('cancelled'));
    const [job] = await fetchJobs(services, bell, 'cancelled');
    await cancelInstance(services, systemActor, { instanceKey, reason: '不办了' });
    await expect(
      completeJob(services, systemActor, { jobKey: job!.key, fence: 1, variables: {} }),
    ).rejects.toMatchObject({ code: 'job_gone' });
    expect(await rowOfJob(job!.key)).toMatchObject({ state: 'cancelled' });
  });
});

describe('a listener outside', () => {
  const asked = (id: string) =>
    process(id)
      .start()
      .userTask('ask', {
        extensions: `<zeebe:assignmentDefinition candidateGroups="01020304" /><zeebe:taskListeners>
          <zeebe:taskListener eventType="creating" type="${id}-creating" />
          <zeebe:taskListener eventType="completing" type="${id}-completing" /></zeebe:taskListeners>`,
      })
      .end();

  it('corrects the task that is about to be created', async () => {
    // given
    const instanceKey = await begin(asked('correct'));
    expect(await openTasks(services, instanceKey)).toEqual([]);
    const [job] = await fetchJobs(services, bell, 'correct-creating');
    expect(job).toMatchObject({ kind: 'taskListener', listenerEvent: 'creating' });

    // when
    const corrections = {
      assignee: 'zhou',
      priority: 90,
      dueAt: '2026-12-01T00:00:00.000Z',
      candidateGroups: ['01020305'],
    };
    await completeJob(services, systemActor, {
      jobKey: job!.key,
      variables: {},
      listener: { corrections },
    });

    // then
    const [task] = await openTasks(services, instanceKey);
    expect(task).toMatchObject({
      assignee: 'zhou',
      units: ['01020305'],
      due_at: new Date('2026-12-01T00:00:00Z'),
    });
    expect(await database.db('user_task').where({ key: task!.key }).first()).toMatchObject({ priority: 90 });
  });

  it('refuses a completion, or lets it pass with what it puts right', async () => {
    // given
    const instanceKey = await begin(asked('refuse'));
    const [creating] = await fetchJobs(services, bell, 'refuse-creating');
    await completeJob(services, systemActor, { jobKey: creating!.key, variables: {} });
    const [task] = await openTasks(services, instanceKey);

    // when
    await completeTask(services, systemActor, { taskKey: task!.key, data: {} });
    const [first] = await fetchJobs(services, bell, 'refuse-completing');
    await completeJob(services, systemActor, {
      jobKey: first!.key,
      variables: {},
      listener: { denied: '缺附件' },
    });

    // then
    expect(await openTasks(services, instanceKey)).toHaveLength(1);
    expect(await rowOfJob(first!.key)).toMatchObject({ state: 'completed', denied_reason: '缺附件' });

    // when
    await completeTask(services, systemActor, { taskKey: task!.key, data: {} });
    const [second] = await fetchJobs(services, bell, 'refuse-completing');
    await completeJob(services, systemActor, {
      jobKey: second!.key,
      variables: {},
      listener: { corrections: { assignee: 'wang' } },
    });

    // then
    expect(await rowOfInstance(services, instanceKey)).toMatchObject({ state: 'completed' });
    expect(await database.db('user_task').where({ key: task!.key }).first()).toMatchObject({
      state: 'completed',
      assignee: 'wang',
    });
  });

  const listened = (id: string, on: string) =>
    process(id)
      .start()
      .userTask('ask', {
        extensions: `<zeebe:assignmentDefinition candidateGroups="01020304" /><zeebe:taskListeners>
          <zeebe:taskListener eventType="${on}" type="${id}" /></zeebe:taskListeners>`,
      })
      .end();
  const answer = async (id: string, listener: ListenerResult = {}) => {
    const [job] = await fetchJobs(services, bell, id);
    await completeJob(services, systemActor, { jobKey: job!.key, variables: {}, listener });
  };

  it('decides who gets a task', async () => {
    // given
    const instanceKey = await begin(listened('assign', 'assigning'));
    const [task] = await openTasks(services, instanceKey);
    const taskKey = task!.key;
    const assigneeNow = async () => (await openTasks(services, instanceKey))[0]!.assignee;

    // when
    await assignTask(services, systemActor, { taskKey, assignee: 'zhou', override: false });

    // then
    expect(await assigneeNow()).toBeNull();
    await expect(completeTask(services, systemActor, { taskKey, data: {} })).rejects.toMatchObject({
      code: 'task_busy',
    });
    await answer('assign', { denied: '休假' });
    expect(await assigneeNow()).toBeNull();

    // when
    await claimTask(services, systemActor, { taskKey });
    await answer('assign', { corrections: { assignee: 'wang' } });

    // then
    expect(await assigneeNow()).toBe('wang');
    await unassignTask(services, systemActor, { taskKey });
    await answer('assign');
    expect(await assigneeNow()).toBeNull();
  });

  it('decides on changes of a task', async () => {
    const instanceKey = await begin(listened('update', 'updating'));
    const [task] = await openTasks(services, instanceKey);
    const changes = { priority: 90, candidateGroups: ['01020305'] };
    await updateTask(services, systemActor, { taskKey: task!.key, changes });
    expect(await openTasks(services, instanceKey)).toMatchObject([{ units: ['01020304'] }]);
    await answer('update');
    expect(await openTasks(services, instanceKey)).toMatchObject([{ units: ['01020305'] }]);
  });

  it('is asked about whom the diagram names before he gets it', async () => {
    const named = process('named')
      .start()
      .userTask('ask', {
        extensions: `<zeebe:assignmentDefinition assignee="zhou" candidateGroups="01020304" /><zeebe:taskListeners>
          <zeebe:taskListener eventType="assigning" type="named" /></zeebe:taskListeners>`,
      })
      .end();
    const instanceKey = await begin(named);
    expect(await openTasks(services, instanceKey)).toMatchObject([{ assignee: null }]);
    await answer('named');
    expect(await openTasks(services, instanceKey)).toMatchObject([{ assignee: 'zhou', units: ['01020304'] }]);
  });

  it('holds up what ends its task until it has worked', async () => {
    // given
    const instanceKey = await begin(listened('cancel', 'canceling'));

    // when
    await cancelInstance(services, systemActor, { instanceKey, reason: '' });

    // then
    expect(await rowOfInstance(services, instanceKey)).toMatchObject({ state: 'active' });
    expect(await openTasks(services, instanceKey)).toHaveLength(1);
    await expect(cancelInstance(services, systemActor, { instanceKey, reason: '' })).rejects.toMatchObject({
      code: 'task_busy',
    });

    // when
    await answer('cancel');

    // then
    expect(await rowOfInstance(services, instanceKey)).toMatchObject({ state: 'cancelled' });
    expect(await openTasks(services, instanceKey)).toEqual([]);
  });

  it('cannot refuse what nobody has asked for', async () => {
    await begin(asked('creating'));
    const [job] = await fetchJobs(services, bell, 'creating-creating');
    await expect(
      completeJob(services, systemActor, {
        jobKey: job!.key,
        variables: {},
        listener: { denied: 'no' },
      }),
    ).rejects.toMatchObject({ code: 'not_deniable' });
  });
});
