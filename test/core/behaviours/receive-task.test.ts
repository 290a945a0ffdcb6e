import { expect, test } from 'vitest';
import { play } from '../../support/play.ts';
import { process } from '../../support/process.ts';

test('a receive task waits for its message', async () => {
  const game = await play(process('p').start().receive('hear', { message: 'news', key: '= id' }).end());
  game.start({ id: 'k' });
  expect(game.openSubscription('hear')).toMatchObject({ messageName: 'news', correlationKey: 'k' });
  expect(game.correlate('hear', { text: 'hello' }).variables()).toEqual({ id: 'k', text: 'hello' });
});

test('a boundary event on it ends the wait', async () => {
  const game = await play(
    process('p')
      .start()
      .receive('hear', { message: 'news', key: '= id' })
      .end()
      .boundaryTimer('late', 'hear', { duration: 'P1D' })
      .end('tooLate'),
  );
  game.start({ id: 'k' }).fire('late');
  expect(game.openSubscriptions()).toEqual([]);
  expect(game.completed()).toEqual(['start', 'late', 'tooLate', 'p']);
});
