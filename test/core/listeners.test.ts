import { expect, test } from 'vitest';
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
  expect(game.all('userTaskDenied')).toEqual([{ type: 'userTaskDenied', userTaskKey, reason: '缺附件' }]);
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
  expect(await codes(ofTask('updating'))).toEqual(['unsupported_element']);
  expect(await codes(execution('now'))).toEqual(['unsupported_element']);
  expect(
    await codes('<zeebe:taskListeners><zeebe:taskListener eventType="creating" /></zeebe:taskListeners>'),
  ).toEqual(['listener_job_missing']);
});
