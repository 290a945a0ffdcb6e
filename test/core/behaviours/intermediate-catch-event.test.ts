import { expect, test } from 'vitest';
import { play } from '../../support/play.ts';
import { process } from '../../support/process.ts';

test('a timer event waits until its time', async () => {
  const game = (await play(process('p').start().catchTimer('sleep', { date: '= meeting' }).end())).start({
    meeting: '2026-06-20T09:00:00+08:00',
  });
  expect(game.openTimer('sleep').dueAt).toBe('2026-06-20T01:00:00.000Z');
  expect(game.fire('sleep').instance.state).toBe('completed');
});

test('a message event waits for its correlation key and takes the variables', async () => {
  const drawing = process('p')
    .start()
    .catchMessage('hear', { message: 'news', key: '= caseNumber', outputs: { news: '= text' } })
    .end();
  const game = (await play(drawing)).start({ caseNumber: 'KN-1' });
  expect(game.openSubscription('hear')).toMatchObject({ messageName: 'news', correlationKey: 'KN-1' });
  expect(game.correlate('hear', { text: 'hello', other: 1 }).variables()).toEqual({
    caseNumber: 'KN-1',
    news: 'hello',
  });
});

test('a timer that fires twice is refused the second time', async () => {
  const game = (
    await play(process('p').start().catchTimer('sleep', { duration: 'PT1H' }).userTask('a').end())
  ).start();
  const { timerKey } = game.openTimer('sleep');
  game.fire('sleep');
  expect(game.attempt({ type: 'timerFired', timerKey })).toMatchObject({ code: 'timer_not_found' });
});
