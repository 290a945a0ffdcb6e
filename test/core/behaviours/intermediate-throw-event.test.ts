import { expect, test } from 'vitest';
import { play } from '../../support/play.ts';
import { process } from '../../support/process.ts';

test('a none event leaves its trace and passes the token on', async () => {
  const game = await play(process('p').start().node('intermediateThrowEvent', 'milestone').end());
  expect(game.start().completed()).toEqual(['start', 'milestone', 'end', 'p']);
});

test('a message event publishes its message with its mapped variables', async () => {
  const drawing = process('p')
    .start()
    .throwMessage('shout', { message: 'news', key: '= to', inputs: { text: '= letter' } })
    .end();
  const game = (await play(drawing)).start({ to: 'KN-2', letter: 'hello' });
  expect(game.effects).toEqual([
    { type: 'publishMessage', messageName: 'news', correlationKey: 'KN-2', variables: { text: 'hello' } },
  ]);
  expect(game.instance.state).toBe('completed');
});

test('with a task definition a worker publishes', async () => {
  const drawing = process('p')
    .start()
    .throwMessage('shout', { message: 'news', extensions: '<zeebe:taskDefinition type="web-hook" />' })
    .end();
  const game = (await play(drawing)).start();
  expect(game.openJob('shout').jobType).toBe('web-hook');
  expect(game.finishJob('shout').instance.state).toBe('completed');
});
