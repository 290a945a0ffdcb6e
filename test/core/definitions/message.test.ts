import { expect, test } from 'vitest';
import { play } from '../../support/play.ts';
import { process } from '../../support/process.ts';

test('a correlation key may be a number, and nothing else but text', async () => {
  const drawing = process('p').start().catchMessage('hear', { message: '= "m-" + kind', key: '= id' }).end();
  const game = (await play(drawing)).start({ id: 17, kind: 'x' });
  expect(game.openSubscription('hear')).toMatchObject({ messageName: 'm-x', correlationKey: '17' });
  expect((await play(drawing)).start({ id: [1], kind: 'x' }).incidents()).toMatchObject([
    { code: 'correlation_key_unreadable' },
  ]);
});

test('a message that was taken already is refused', async () => {
  const game = (
    await play(process('p').start().catchMessage('hear', { message: 'm', key: '= 1' }).userTask('a'))
  ).start();
  const { subscriptionKey } = game.openSubscription('hear');
  game.correlate('hear');
  expect(game.attempt({ type: 'messageCorrelated', subscriptionKey, variables: {} })).toMatchObject({
    code: 'subscription_not_found',
  });
});
