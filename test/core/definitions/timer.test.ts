import { expect, test } from 'vitest';
import { play } from '../../support/play.ts';
import { process } from '../../support/process.ts';

test.each([
  [{ duration: '3WD' }, '2026-06-04T01:00:00.000Z'],
  [{ duration: 'P1M' }, '2026-07-01T01:00:00.000Z'],
  [{ duration: '= duration("PT" + string(hours) + "H")' }, '2026-06-01T03:00:00.000Z'],
  [{ duration: '= term' }, '2026-06-03T01:00:00.000Z'],
  [{ date: '2026-06-10' }, '2026-06-09T16:00:00.000Z'],
  [{ date: '2026-06-10T09:30:00' }, '2026-06-10T01:30:00.000Z'],
  [{ date: '= date(day) + duration("P1D")' }, '2026-06-10T16:00:00.000Z'],
  [{ date: '= now() + duration("PT1H")' }, '2026-06-01T02:00:00.000Z'],
  [{ date: '= date and time("2026-06-10T09:00:00@Asia/Shanghai")' }, '2026-06-10T01:00:00.000Z'],
])('%o is due at %s', async (drawn, dueAt) => {
  const game = await play(process('p').start().catchTimer('sleep', drawn).end());
  game.start({ hours: 2, term: '2WD', day: '2026-06-10' });
  expect(game.incidents()).toEqual([]);
  expect(game.openTimer('sleep').dueAt).toBe(dueAt);
});

test('a time that cannot be read is an incident, and a retry reads it again', async () => {
  const game = (await play(process('p').start().catchTimer('sleep', { date: '= day' }).end())).start({
    day: 'tomorrow',
  });
  expect(game.incidents()).toMatchObject([{ elementId: 'sleep', code: 'timer_unreadable' }]);
  expect(game.resolve({ day: '2026-06-10' }).openTimer('sleep').dueAt).toBe('2026-06-09T16:00:00.000Z');
});

test('a cron line repeats for ever, where the district is', async () => {
  const drawing = process('p')
    .start()
    .userTask('a')
    .boundaryTimer('daily', 'a', { cycle: '0 0 9 * * MON-FRI', interrupting: false })
    .end('e')
    .from('a')
    .end();
  const game = (await play(drawing)).start();
  // 1 June 2026, nine o'clock in China, is when the test begins
  expect(game.openTimer('daily').dueAt).toBe('2026-06-02T01:00:00.000Z');
  game.now = new Date('2026-06-05T01:00:00Z');
  game.fire('daily');
  expect(game.openTimer('daily').dueAt).toBe('2026-06-08T01:00:00.000Z');
});

test('a cron line that never comes is an incident', async () => {
  const game = (
    await play(
      process('p').start().userTask('a').end().boundaryTimer('b', 'a', { cycle: '0 0 30 2 *' }).end('e'),
    )
  ).start();
  expect(game.incidents()).toMatchObject([{ elementId: 'a', code: 'timer_unreadable' }]);
});
