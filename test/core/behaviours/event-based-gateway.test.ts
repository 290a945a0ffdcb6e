import { expect, test } from 'vitest';
import { readBpmn } from '../../../engine/bpmn/read.ts';
import { startMessages } from '../../../engine/core/timers.ts';
import { play } from '../../support/play.ts';
import { process, type ProcessBuilder } from '../../support/process.ts';

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

test('an event behind it that has happened still does what comes before its own work', async () => {
  // given
  const start =
    '<zeebe:executionListeners><zeebe:executionListener eventType="start" type="look" /></zeebe:executionListeners>';
  const drawn = process('p')
    .start()
    .eventGateway('wait')
    .catchTimer('expired', { duration: 'P1D' })
    .end('tooLate')
    .from('wait')
    .receive('paid', {
      message: 'paid',
      key: '= no',
      extensions: start,
      inputs: { half: '= price / 2' },
      outputs: { paid: '= amount >= half' },
    })
    .end('done');
  const game = (await play(drawn)).start({ no: 1, price: 10 });

  // when
  game.correlate('paid', { amount: 6 });

  // then
  expect(game.openJobs().map(({ jobType }) => jobType)).toEqual(['look']);
  expect(game.completed()).toEqual(['start', 'wait']);
  expect(game.finishJob('paid').completed()).toEqual(['start', 'wait', 'paid', 'done', 'p']);
  expect(game.variables()).toMatchObject({ paid: true });
});

test('one unreadable event is an incident that leaves no other wait open', async () => {
  const game = (await play(drawing())).start({});
  expect(game.incidents()).toMatchObject([{ elementId: 'wait', code: 'correlation_key_unreadable' }]);
  expect([...game.openTimers(), ...game.openSubscriptions()]).toEqual([]);
  expect(game.resolve({ no: 'b' }).openSubscriptions()).toHaveLength(2);
});

const codesOf = async (xml: string) => (await readBpmn(xml)).findings.map(({ code }) => code);

test('no boundary event waits on a receive task behind it', async () => {
  const late = drawing().boundaryTimer('late', 'cancelled', { duration: 'P1D' }).end('tooLate2');
  expect(await codesOf(late.xml())).toEqual(['event_gateway_boundary']);
});

const beginning = (type: 'Exclusive' | 'Parallel', key?: string) =>
  process('p')
    .from(null)
    .node('eventBasedGateway', 'first', { attributes: { instantiate: 'true', eventGatewayType: type } })
    .catchMessage('order', { message: 'order' })
    .userTask('pack')
    .from('first')
    .receive('payment', { message: 'payment', ...(key ? { key } : {}) })
    .userTask('book')
    .from('pack')
    .inclusive('both')
    .end()
    .from('book')
    .to('both');

test('one that begins the process begins with either of its messages', async () => {
  const game = await play(beginning('Exclusive'));
  expect(startMessages(game.model)).toEqual([
    { elementId: 'order', messageName: 'order' },
    { elementId: 'payment', messageName: 'payment' },
  ]);
  game.start({ no: 1 }, 'payment');
  expect(game.openSubscriptions()).toEqual([]);
  expect(game.completed()).toEqual(['first', 'payment']);
  expect(game.openTask('book').variables).toEqual({ no: 1 });
  expect(game.complete('book').instance.state).toBe('completed');
});

test('a parallel one that begins the process waits for its other messages', async () => {
  // given
  const game = (await play(beginning('Parallel'))).start({ no: 1 }, 'payment');
  expect(game.tasks()).toEqual(['book']);
  expect(game.openSubscriptions()).toMatchObject([
    { elementId: 'order', messageName: 'order', correlationKey: 'KN-2026-000001' },
  ]);

  // when
  game.complete('book');

  // then
  expect(game.instance.state).toBe('active');
  expect(game.completed()).toEqual(['payment', 'book']);

  // when
  game.correlate('order', { from: '本区' });

  // then
  expect(game.completed()).toEqual(['payment', 'book', 'first', 'order']);
  expect(game.complete('pack').instance.state).toBe('completed');
  expect(game.variables()).toEqual({ no: 1, from: '本区' });
});

test('the others come under a key of their own where one is drawn', async () => {
  const game = (await play(beginning('Parallel', '=invoice'))).start({ invoice: 'R7' }, 'order');
  expect(game.openSubscription('payment').correlationKey).toBe('R7');
  const failing = (await play(beginning('Parallel', '=invoice'))).start({}, 'order');
  expect(failing.incidents()).toMatchObject([{ elementId: 'first', code: 'correlation_key_unreadable' }]);
  expect(failing.resolve({ invoice: 'R8' }).tasks()).toEqual(['pack']);
  expect(failing.openSubscription('payment').correlationKey).toBe('R8');
});

test('what a gateway that begins the process cannot be is said', async () => {
  const gateway = { attributes: { instantiate: 'true' } };
  const codes = (drawing: ProcessBuilder) => codesOf(drawing.xml());
  const first = beginning('Exclusive');
  expect(await codes(first.from('book').to('first'))).toContain('begins_with_flow');
  expect(
    await codes(beginning('Parallel').from('first').catchTimer('late', { duration: 'P1D' }).end('e2')),
  ).toEqual(['begins_by_messages']);
  const second = beginning('Exclusive').from(null).node('eventBasedGateway', 'second', gateway);
  expect(
    await codes(
      second
        .catchMessage('a', { message: 'a' })
        .end('ea')
        .from('second')
        .catchMessage('b', { message: 'b' })
        .end('eb'),
    ),
  ).toContain('begins_twice');
});
