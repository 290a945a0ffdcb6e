import { expect, test } from 'vitest';
import { play } from '../support/play.ts';
import { process } from '../support/process.ts';

test('an instance runs through its elements and ends with its variables', async () => {
  // when
  const game = await play(
    process('p').start().script('double', '= n * 2', 'twice').userTask('look').end('done'),
  );
  game.start({ n: 4 });

  // then
  expect(game.openTasks().map((task) => task.elementId)).toEqual(['look']);
  expect(game.openTask('look').variables).toEqual({ n: 4, twice: 8 });

  // when
  game.complete('look', { verdict: '同意' });

  // then
  expect(game.instance.state).toBe('completed');
  expect(game.instance.elements).toEqual({});
  expect(game.variables()).toEqual({ n: 4, twice: 8, verdict: '同意' });
  expect(game.completed()).toEqual(['start', 'double', 'look', 'done', 'p']);
});

test('a step leaves the instance it was given as it was', async () => {
  // given: Play freezes every instance deeply before each step, so a change would throw
  const game = await play(
    process('p').start().userTask('a').boundaryTimer('late', 'a', { duration: 'PT1H' }).end(),
  );

  // when
  game.start();
  const before = JSON.stringify(game.instance);
  const refused = game.attempt({ type: 'userTaskCompleted', userTaskKey: '77', variables: {} });

  // then
  expect(refused).toMatchObject({ failure: true, code: 'task_not_found' });
  expect(JSON.stringify(game.instance)).toBe(before);
});

test('the same trigger on the same instance gives the same step', async () => {
  const drawing = process('p').start().parallel('fork').userTask('a').from('fork').userTask('b');

  // when
  const [one, other] = [(await play(drawing)).start({ x: 1 }), (await play(drawing)).start({ x: 1 })];

  // then
  expect(one.events).toEqual(other.events);
  expect(one.instance).toEqual(other.instance);
});

test('an instance starts once', async () => {
  const game = (await play(process('p').start().userTask('a').end())).start();
  expect(game.attempt({ type: 'start', variables: {} })).toMatchObject({ code: 'already_started' });
});

test('an unknown start event is refused', async () => {
  const game = await play(process('p').start().userTask('a').end());
  expect(game.attempt({ type: 'start', variables: {}, startElementId: 'nowhere' })).toMatchObject({
    code: 'start_not_found',
  });
});

test('an ended instance takes no more triggers', async () => {
  const game = (await play(process('p').start().end())).start();
  expect(game.attempt({ type: 'cancel' })).toMatchObject({ code: 'instance_ended' });
});

test('a suspended instance only lets itself be cancelled', async () => {
  // given
  const game = (await play(process('p').start().userTask('a').end())).start();
  game.instance = { ...game.instance, state: 'suspended' };
  const { userTaskKey } = game.openTask('a');

  // then
  expect(game.attempt({ type: 'userTaskCompleted', userTaskKey, variables: {} })).toMatchObject({
    code: 'instance_suspended',
  });
  expect(game.trigger({ type: 'cancel' }).instance.state).toBe('cancelled');
});

test('cancelling takes back every task, job, timer and subscription, also inside sub-processes', async () => {
  // given
  const game = await play(
    process('p')
      .start()
      .parallel('fork')
      .userTask('ask')
      .from('fork')
      .serviceTask('tell', 'notify')
      .from('fork')
      .sub('inside', (inner) => inner.start('s2').catchTimer('sleep', { duration: 'PT1H' }).end('e2'))
      .from('fork')
      .catchMessage('hear', { message: 'news', key: '= id' })
      .boundaryTimer('late', 'ask', { duration: '3WD' }),
  );
  game.start({ id: 'x' });
  expect(
    [game.openTasks(), game.openJobs(), game.openTimers(), game.openSubscriptions()].map(
      (open) => open.length,
    ),
  ).toEqual([1, 1, 2, 1]);

  // when
  game.trigger({ type: 'cancel' });

  // then
  expect([game.openTasks(), game.openJobs(), game.openTimers(), game.openSubscriptions()].flat()).toEqual([]);
  expect(game.instance).toMatchObject({ state: 'cancelled', elements: {}, joins: {}, incidents: {} });
  expect(game.last.at(-1)).toEqual({ type: 'instanceCancelled' });
});

test('a loop that never waits is stopped with an incident, and a retry goes on from there', async () => {
  // given
  const game = await play(
    process('p')
      .start()
      .script('count', '= n + 1', 'n')
      .exclusive('gw')
      .when('= n < 15')
      .to('count')
      .from('gw')
      .otherwise()
      .end(),
  );
  game.stepBudget = 20;

  // when
  game.start({ n: 0 });

  // then
  expect(game.incidents()).toMatchObject([{ code: 'step_budget' }]);

  // when
  game.resolve();

  // then
  expect(game.instance.state).toBe('completed');
  expect(game.variables()).toEqual({ n: 15 });
});

test('what a step costs does not grow with what has happened before', async () => {
  // given: a loop of user tasks
  const game = (await play(process('p').start().userTask('a').to('a'))).start();

  // when
  const size = JSON.stringify(game.instance).length;
  for (let round = 0; round < 50; round++) game.complete('a', { round });

  // then
  expect(JSON.stringify(game.instance).length).toBeLessThan(size + 40);
  expect(game.last.length).toBeLessThan(10);
});
