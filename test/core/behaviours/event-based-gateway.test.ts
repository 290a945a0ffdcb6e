import { expect, test } from 'vitest';
import { play } from '../../support/play.ts';
import { process } from '../../support/process.ts';

const drawing = () =>
  process('p')
    .start()
    .eventGateway('wait')
    .catchMessage('receipt', { message: 'receipt', key: '= no' })
    .userTask('register')
    .from('wait')
    .catchTimer('expired', { duration: '10WD' })
    .end('tooLate')
    .from('wait')
    .receive('cancelled', { message: 'cancel', key: '= no' })
    .end('givenUp');

test('the first event decides, and the others are no longer waited for', async () => {
  // given
  const game = (await play(drawing())).start({ no: 12 });
  expect(
    game.openSubscriptions().map(({ messageName, correlationKey }) => [messageName, correlationKey]),
  ).toEqual([
    ['receipt', '12'],
    ['cancel', '12'],
  ]);
  expect(game.openTimer('expired').dueAt).toBe('2026-06-11T01:00:00.000Z');

  // when
  game.correlate('receipt', { from: '外区' });

  // then
  expect(game.openTask('register').variables).toEqual({ no: 12, from: '外区' });
  expect([...game.openTimers(), ...game.openSubscriptions()]).toEqual([]);
  expect(game.completed()).toEqual(['start', 'wait', 'receipt']);
  expect(game.all('flowTaken').map(({ flowId }) => flowId)).toEqual(['pflow1', 'pflow2', 'pflow3']);
});

test('a timer behind it ends the wait as well', async () => {
  const game = (await play(drawing())).start({ no: 'a' }).fire('expired');
  expect(game.completed()).toEqual(['start', 'wait', 'expired', 'tooLate', 'p']);
});

test('a receive task behind it takes the message', async () => {
  const game = (await play(drawing())).start({ no: 'a' }).correlate('cancelled');
  expect(game.completed()).toEqual(['start', 'wait', 'cancelled', 'givenUp', 'p']);
});

test('one unreadable event is an incident that leaves no other wait open', async () => {
  const game = (await play(drawing())).start({});
  expect(game.incidents()).toMatchObject([{ elementId: 'wait', code: 'correlation_key_unreadable' }]);
  expect([...game.openTimers(), ...game.openSubscriptions()]).toEqual([]);
  expect(game.resolve({ no: 'b' }).openSubscriptions()).toHaveLength(2);
});
