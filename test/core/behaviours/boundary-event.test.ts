import { expect, test } from 'vitest';
import { play } from '../../support/play.ts';
import { process } from '../../support/process.ts';

test('an interrupting timer ends its host and leads away', async () => {
  // given
  const game = await play(
    process('p')
      .start()
      .userTask('a')
      .end('inTime')
      .boundaryTimer('late', 'a', { duration: 'P15D' })
      .userTask('chase')
      .end(),
  );
  game.start();
  const { userTaskKey } = game.openTask('a');

  // when
  game.fire('late');

  // then
  expect(game.last).toContainEqual({ type: 'userTaskCancelled', userTaskKey });
  expect(game.openTasks().map(({ elementId }) => elementId)).toEqual(['chase']);
  expect(game.complete('chase').instance.state).toBe('completed');
  expect(game.completed()).not.toContain('inTime');
});

test('a non-interrupting timer leaves its host alone', async () => {
  const game = await play(
    process('p')
      .start()
      .userTask('a')
      .end()
      .boundaryTimer('remind', 'a', { duration: '2WD', interrupting: false })
      .userTask('call')
      .end('e2'),
  );
  game.start().fire('remind');
  expect(game.openTasks().map(({ elementId }) => elementId)).toEqual(['a', 'call']);
  expect(game.openTimers()).toEqual([]);
  expect(game.complete('a').instance.state).toBe('active');
  expect(game.complete('call').instance.state).toBe('completed');
});

test('a cycle fires again until its rounds are used up', async () => {
  // given
  const game = await play(
    process('p')
      .start()
      .userTask('a')
      .end()
      .boundaryTimer('remind', 'a', { cycle: 'R3/P1D', interrupting: false })
      .end('sent'),
  );
  game.start();

  // when
  for (const day of [2, 3, 4]) {
    game.now = new Date(`2026-06-0${day}T01:00:00Z`);
    expect(game.openTimer('remind').dueAt).toBe(game.now.toISOString());
    game.fire('remind');
  }

  // then
  expect(game.openTimers()).toEqual([]);
  expect(game.completed().filter((id) => id === 'sent')).toHaveLength(3);
  expect(game.openTasks()).toHaveLength(1);
});

test('a non-interrupting message can come again', async () => {
  const game = await play(
    process('p')
      .start()
      .userTask('a')
      .end()
      .boundaryMessage('note', 'a', { message: 'note', key: '= id', interrupting: false })
      .end('noted'),
  );
  game.start({ id: 1 }).correlate('note').correlate('note', { text: 'x' });
  expect(game.completed().filter((id) => id === 'noted')).toHaveLength(2);
  game.complete('a');
  expect(game.openSubscriptions()).toEqual([]);
  expect(game.instance.state).toBe('completed');
});

test('an interrupting message closes the timers beside it', async () => {
  const game = await play(
    process('p')
      .start()
      .userTask('a')
      .end()
      .boundaryTimer('late', 'a', { duration: 'P1D' })
      .boundaryMessage('withdraw', 'a', { message: 'withdraw', key: '= id' })
      .end('withdrawn'),
  );
  game.start({ id: 1 }).correlate('withdraw', { reason: 'x' });
  expect(game.openTimers()).toEqual([]);
  expect(game.completed()).toEqual(['start', 'withdraw', 'withdrawn', 'p']);
  expect(game.variables()).toEqual({ id: 1, reason: 'x' });
});

test('finishing the host closes what waited on it', async () => {
  const game = await play(
    process('p').start().userTask('a').userTask('b').boundaryTimer('late', 'a', { duration: 'P1D' }),
  );
  game.start().complete('a');
  expect(game.last.map(({ type }) => type)).toContain('timerCancelled');
  expect(game.openTimers()).toEqual([]);
});

test('on a sub-process it ends everything inside', async () => {
  // given
  const game = await play(
    process('p')
      .start()
      .sub('sp', (inner) =>
        inner.start('s2').parallel('fork').userTask('a').from('fork').serviceTask('b', 'notify'),
      )
      .end()
      .boundaryTimer('late', 'sp', { duration: 'P1D' })
      .end('tooLate'),
  );
  game.start();

  // when
  game.fire('late');

  // then
  expect(game.terminated()).toEqual(['a', 'b', 'sp']);
  expect([...game.openTasks(), ...game.openJobs()]).toEqual([]);
  expect(game.instance.state).toBe('completed');
});

test('on a multi-instance task it is armed once and ends every round', async () => {
  const game = await play(
    process('p')
      .start()
      .userTask('ask', { multi: { collection: '= who', element: 'one' } })
      .end()
      .boundaryTimer('late', 'ask', { duration: 'P1D' })
      .end('tooLate'),
  );
  game.start({ who: ['a', 'b', 'c'] });
  expect(game.openTimers()).toHaveLength(1);
  game.complete('ask').fire('late');
  expect(game.openTasks()).toEqual([]);
  expect(game.all('userTaskCancelled')).toHaveLength(2);
  expect(game.completed()).toContain('tooLate');
  expect(game.instance.state).toBe('completed');
});

test('the error event that names the code wins over the one that catches all', async () => {
  const game = await play(
    process('p')
      .start()
      .sub('sp', (inner) => inner.start('s2').endError('fail', 'E1'))
      .end()
      .boundaryError('any', 'sp')
      .end('anyEnd')
      .boundaryError('named', 'sp', 'E1')
      .end('namedEnd'),
  );
  expect(game.start().completed()).toEqual(['start', 's2', 'named', 'namedEnd', 'p']);
});
