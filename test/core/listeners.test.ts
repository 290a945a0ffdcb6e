import { describe, expect, test } from 'vitest';
import { readBpmn } from '../../engine/bpmn/read.ts';
import type { TaskCorrections } from '../../engine/core/trigger.ts';
import { play, type Play } from '../support/play.ts';
import { process } from '../support/process.ts';

const execution = (...events: string[]) =>
  `<zeebe:executionListeners>${events.map((event, index) => `<zeebe:executionListener eventType="${event}" type="${event}-${index}" />`).join('')}</zeebe:executionListeners>`;
const ofTask = (...events: string[]) =>
  `<zeebe:taskListeners>${events.map((event) => `<zeebe:taskListener eventType="${event}" type="${event}" />`).join('')}</zeebe:taskListeners>`;
const jobs = (game: Play) => game.openJobs().map(({ jobType, listenerEvent }) => [jobType, listenerEvent]);

test('start listeners work one after the other before the element, end listeners after it', async () => {
  const game = await play(
    process('p')
      .start()
      .userTask('work', {
        extensions: execution('start', 'start', 'end'),
        inputs: { x: '= 1' },
        outputs: { out: '= x' },
      })
      .end(),
  );
  game.start();
  expect(game.tasks()).toEqual([]);
  expect(jobs(game)).toEqual([['start-0', 'start']]);
  game.finishJob('work', { x: 2 });
  expect(jobs(game)).toEqual([['start-1', 'start']]);
  game.finishJob('work');
  expect(game.openTask('work').variables).toEqual({ x: 2 });
  game.complete('work');
  expect(jobs(game)).toEqual([['end-2', 'end']]);
  expect(game.finishJob('work', { late: true }).instance.state).toBe('completed');
  expect(game.variables()).toEqual({ out: 2, late: true });
});

test('a gateway waits for its listeners, and its conditions see what they found', async () => {
  const drawing = process('p')
    .start()
    .node('exclusiveGateway', 'gw', { extensions: execution('end') });
  const game = await play(drawing.when('= ok').userTask('yes').end('e1').from('gw').otherwise().end('e2'));
  expect(game.start().finishJob('gw', { ok: true }).tasks()).toEqual(['yes']);
});

test('the process has them too', async () => {
  const game = await play(
    process('p', { extensions: execution('start', 'end') })
      .start()
      .userTask('a')
      .end(),
  );
  game.start();
  expect(game.tasks()).toEqual([]);
  expect(game.finishJob('p', { n: 1 }).openTask('a').variables).toEqual({ n: 1 });
  game.complete('a');
  expect(game.instance.state).toBe('active');
  expect(game.finishJob('p').instance.state).toBe('completed');
});

test('each round of a multi-instance activity has its own', async () => {
  const multi = { collection: '= [1,2]', element: 'n' };
  const game = await play(
    process('p')
      .start()
      .userTask('a', { multi, extensions: execution('start') })
      .end(),
  );
  game.start();
  expect(jobs(game)).toHaveLength(2);
  expect(game.finishJob('a').tasks()).toEqual(['a']);
});

test('one that fails is an incident, and works again afterwards', async () => {
  const game = await play(
    process('p')
      .start()
      .userTask('a', { extensions: execution('start') })
      .end(),
  );
  game.start();
  const { jobKey } = game.openJob('a');
  game.trigger({ type: 'jobFailed', jobKey, message: 'no net' });
  expect(game.incidents()).toMatchObject([{ elementId: 'a', code: 'job_failed', message: 'no net' }]);
  game.resolve();
  const again = game.openJobs().at(-1)!;
  expect(again.jobKey).not.toBe(jobKey);
  expect(game.trigger({ type: 'jobCompleted', jobKey: again.jobKey, variables: {} }).tasks()).toEqual(['a']);
});

test('one may throw an error from the element', async () => {
  const game = await play(
    process('p')
      .start()
      .userTask('a', { extensions: execution('end') })
      .end()
      .boundaryError('b', 'a', 'E')
      .userTask('x')
      .end('e'),
  );
  game.start().complete('a');
  const { jobKey } = game.openJob('a');
  game.trigger({ type: 'jobErrorThrown', jobKey, errorCode: 'E', message: '', variables: {} });
  expect(game.tasks()).toEqual(['x']);
});

test('an element that is ended takes its listener’s job along', async () => {
  const game = await play(
    process('p')
      .start()
      .userTask('a', { extensions: execution('start') })
      .end()
      .boundaryTimer('late', 'a', { duration: 'P1D' })
      .userTask('x')
      .end('e'),
  );
  game.start().fire('late');
  expect(game.openJobs()).toEqual([]);
  expect(game.tasks()).toEqual(['x']);
});

test('a user task is created when its listeners have worked', async () => {
  const game = await play(
    process('p')
      .start()
      .userTask('a', { extensions: ofTask('creating') })
      .end(),
  );
  game.start();
  expect(game.tasks()).toEqual([]);
  expect(jobs(game)).toEqual([['creating', 'creating']]);
  expect(game.finishJob('a').tasks()).toEqual(['a']);
});

test('a user task is created with what its listeners have put right', async () => {
  const game = await play(
    process('p')
      .start()
      .userTask('a', {
        extensions: `${ofTask('creating', 'creating')}<zeebe:assignmentDefinition assignee="drawn" />`,
      })
      .end(),
  );
  game.start();
  const correct = (corrections: TaskCorrections) =>
    game.trigger({ type: 'jobCompleted', jobKey: game.openJob('a').jobKey, variables: {}, corrections });
  correct({ assignee: 'first', priority: 80 });
  correct({ assignee: 'second' });
  expect(game.openTask('a')).toMatchObject({ assignee: 'second', priority: 80, candidateGroups: [] });
  expect(game.complete('a').instance.state).toBe('completed');
});

test('a user task is completed when its listeners agree', async () => {
  const game = await play(
    process('p')
      .start()
      .userTask('a', { extensions: ofTask('completing') })
      .end(),
  );
  game.start().complete('a', { result: '同意' });
  expect(game.tasks()).toEqual(['a']);
  const { userTaskKey } = game.openTask('a');
  expect(game.attempt({ type: 'userTaskCompleted', userTaskKey, variables: {} })).toMatchObject({
    code: 'listener_at_work',
  });
  game.trigger({ type: 'jobCompleted', jobKey: game.openJob('a').jobKey, variables: {}, denied: '缺附件' });
  expect(game.all('userTaskDenied')).toEqual([
    { type: 'userTaskDenied', userTaskKey, on: 'completing', reason: '缺附件' },
  ]);
  expect(game.tasks()).toEqual(['a']);
  game.complete('a', { result: '同意' }).finishJob('a');
  expect(game.instance.state).toBe('completed');
  expect(game.variables()).toEqual({ result: '同意' });
});

test('what cannot be listened to is refused by name', async () => {
  const codes = async (extensions: string) =>
    (await readBpmn(process('p').start().userTask('a', { extensions }).end().xml())).findings.map(
      ({ code }) => code,
    );
  expect(await codes(ofTask('deleting'))).toEqual(['unsupported_element']);
  expect(await codes(execution('now'))).toEqual(['unsupported_element']);
  expect(
    await codes('<zeebe:taskListeners><zeebe:taskListener eventType="creating" /></zeebe:taskListeners>'),
  ).toEqual(['listener_job_missing']);
});

const correct = (game: Play, corrections: TaskCorrections) =>
  game.trigger({ type: 'jobCompleted', jobKey: game.openJob('a').jobKey, variables: {}, corrections });
const deny = (game: Play, denied: string) =>
  game.trigger({ type: 'jobCompleted', jobKey: game.openJob('a').jobKey, variables: {}, denied });
const want = (game: Play, on: 'assigning' | 'updating', changes: TaskCorrections) =>
  game.trigger({
    type: 'userTaskChanging',
    userTaskKey: game.openTask('a').userTaskKey,
    on,
    action: 'assign',
    changes,
  });

describe.each(['assigning', 'updating'] as const)('%s', (on) => {
  const asked = async () =>
    (
      await play(
        process('p')
          .start()
          .userTask('a', { extensions: ofTask(on, on) })
          .end(),
      )
    ).start();

  test('a task changes when its listeners have agreed, with what they put right', async () => {
    const game = await asked();
    want(game, on, { assignee: 'li', priority: 60 });
    expect(game.all('userTaskChanged')).toEqual([]);
    correct(game, { priority: 70 });
    correct(game, { assignee: 'wang' });
    const { userTaskKey } = game.openTask('a');
    expect(game.all('userTaskChanged')).toEqual([
      {
        type: 'userTaskChanged',
        userTaskKey,
        action: 'assign',
        changes: { assignee: 'wang', priority: 70 },
      },
    ]);
  });

  test('they are asked each time, and may refuse: nothing of it stays', async () => {
    const game = await asked();
    want(game, on, { assignee: 'li' });
    correct(game, { priority: 70 });
    deny(game, '不在岗');
    const { userTaskKey } = game.openTask('a');
    expect(game.all('userTaskDenied')).toEqual([
      { type: 'userTaskDenied', userTaskKey, on, reason: '不在岗' },
    ]);
    want(game, on, { assignee: 'wang' });
    game.finishJob('a').finishJob('a');
    expect(game.all('userTaskChanged').map(({ changes }) => changes)).toEqual([{ assignee: 'wang' }]);
    want(game, on, { assignee: 'zhou' });
    expect(game.openJobs()).toHaveLength(1);
  });

  test('while they are asked nothing else can be wanted', async () => {
    const game = await asked();
    want(game, on, { assignee: 'li' });
    const { userTaskKey } = game.openTask('a');
    expect(game.attempt({ type: 'userTaskCompleted', userTaskKey, variables: {} })).toMatchObject({
      code: 'listener_at_work',
    });
  });
});

test('whom the diagram names gets the task when the assigning listeners agree', async () => {
  const game = await play(
    process('p')
      .start()
      .userTask('a', {
        extensions: `${ofTask('assigning')}<zeebe:assignmentDefinition assignee="drawn" />`,
      })
      .end(),
  );
  game.start();
  expect(game.openTask('a').assignee).toBeNull();
  expect(jobs(game)).toEqual([['assigning', 'assigning']]);
  correct(game, { priority: 80 });
  expect(game.all('userTaskChanged')).toMatchObject([{ changes: { assignee: 'drawn', priority: 80 } }]);
});

test('variables in the scope of a task are an update of it', async () => {
  const game = await play(
    process('p')
      .start()
      .userTask('a', { extensions: ofTask('updating') })
      .end(),
  );
  game.start({ n: 1 });
  const { elementInstanceKey: scopeKey } = game.openTask('a');
  const change = () =>
    game.trigger({ type: 'variablesChanged', scopeKey, variables: { n: 2 }, local: false });
  deny(change(), '不行');
  expect(game.variables()).toEqual({ n: 1 });
  expect(change().finishJob('a').variables()).toEqual({ n: 2 });
});

test('what a completing listener puts right changes the task before it is completed, unless a later one refuses', async () => {
  const game = await play(
    process('p')
      .start()
      .userTask('a', { extensions: ofTask('completing', 'completing') })
      .end(),
  );
  game.start().complete('a');
  correct(game, { priority: 90 });
  deny(game, '');
  game.complete('a').finishJob('a');
  correct(game, { assignee: 'wang' });
  expect(game.last.slice(0, 3).map(({ type }) => type)).toEqual([
    'jobCompleted',
    'userTaskChanged',
    'userTaskCompleted',
  ]);
  expect(game.all('userTaskChanged')).toMatchObject([{ changes: { assignee: 'wang' } }]);
});

describe('canceling', () => {
  const asked = (extensions = ofTask('canceling')) =>
    process('p')
      .start()
      .userTask('a', { extensions })
      .end()
      .boundaryTimer('late', 'a', { duration: 'P1D' })
      .userTask('x')
      .end('e');

  test('what interrupts a task waits until its listeners have worked', async () => {
    // when
    const game = (await play(asked())).start().fire('late');

    // then
    expect(game.tasks()).toEqual(['a']);
    expect(jobs(game)).toEqual([['canceling', 'canceling']]);
    expect(game.openTimers()).toEqual([]);
    const { timerKey } = game.all('timerCreated')[0]!;
    expect(game.attempt({ type: 'timerFired', timerKey })).toMatchObject({ code: 'listener_at_work' });

    // when
    game.finishJob('a');

    // then
    expect(game.tasks()).toEqual(['x']);
    expect(game.instance.postponed).toBeUndefined();
  });

  test('cancelling the instance waits for the listeners of each task it ends', async () => {
    const game = await play(
      process('p')
        .start()
        .parallel('fork')
        .userTask('a', { extensions: ofTask('canceling') })
        .end()
        .from('fork')
        .userTask('b', { extensions: ofTask('canceling', 'canceling') })
        .end('e'),
    );
    const outcome = { outcome: 'withdrawn', outcomeName: '撤销' };
    game.start().trigger({ type: 'cancel', outcome });
    expect(game.instance.state).toBe('active');
    game.finishJob('b').finishJob('a');
    expect(game.instance.state).toBe('active');
    game.finishJob('b');
    expect(game.instance.state).toBe('cancelled');
    expect(game.all('instanceCancelled')).toEqual([{ type: 'instanceCancelled', outcome }]);
  });

  test('it takes the place of whatever else its listeners were asked', async () => {
    const game = (await play(asked(ofTask('completing', 'canceling')))).start().complete('a').fire('late');
    expect(jobs(game)).toEqual([['canceling', 'canceling']]);
    expect(game.finishJob('a').tasks()).toEqual(['x']);
  });

  test('a listener that fails is an incident, and what ends the task goes on waiting', async () => {
    const game = (await play(asked())).start().fire('late');
    game.trigger({ type: 'jobFailed', jobKey: game.openJob('a').jobKey, message: 'no net' });
    expect(game.incidents()).toMatchObject([{ elementId: 'a', code: 'job_failed' }]);
    game.resolve();
    const { jobKey } = game.openJobs().at(-1)!;
    expect(game.trigger({ type: 'jobCompleted', jobKey, variables: {} }).tasks()).toEqual(['x']);
  });

  test('one that cannot be asked is an incident until it can', async () => {
    const listener = '<zeebe:taskListener eventType="canceling" type="=missing" />';
    const game = (await play(asked(`<zeebe:taskListeners>${listener}</zeebe:taskListeners>`)))
      .start()
      .fire('late');
    expect(game.incidents()).toMatchObject([{ elementId: 'a', code: 'expression_failed' }]);
    game.resolve({ missing: 'tell' });
    expect(game.finishJob('a').tasks()).toEqual(['x']);
  });

  test('nobody is asked in an instance that stands still', async () => {
    const game = (await play(asked())).start().trigger({ type: 'suspend' }).trigger({ type: 'cancel' });
    expect(game.instance.state).toBe('cancelled');
  });

  test('a task that another has ended meanwhile no longer holds anything up', async () => {
    const game = await play(
      process('p')
        .start()
        .parallel('fork')
        .userTask('a', { extensions: ofTask('canceling') })
        .end()
        .from('fork')
        .userTask('b')
        .endTerminate('stop'),
    );
    game.start().complete('b');
    expect(game.tasks()).toEqual(['a', 'b']);
    game.trigger({ type: 'cancel' }).finishJob('a');
    expect(game.instance.state).toBe('completed');
  });
});
