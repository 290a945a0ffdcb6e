import { expect, test } from 'vitest';
import { readBpmn } from '../../../engine/bpmn/read.ts';
import { play } from '../../support/play.ts';
import { process } from '../../support/process.ts';

const drawing = (caught: string | null, interrupting: boolean) =>
  process('p')
    .start()
    .sub('sp', (inside) =>
      inside
        .start('s')
        .throws('tell', { escalation: '超额' }, { inputs: { sum: '= 9' } })
        .userTask('on')
        .end('e'),
    )
    .end()
    .on('b', 'sp', { escalation: caught }, { interrupting })
    .userTask('handle')
    .end('h');

test('the nearest event that catches its code goes on, and the thrower too', async () => {
  const game = (await play(drawing('超额', false))).start();
  expect(game.tasks()).toEqual(['on', 'handle']);
  expect(game.openTask('handle').variables).toEqual({ sum: 9 });
});

test('an interrupting catcher ends the thrower', async () => {
  const game = (await play(drawing('超额', true))).start();
  expect(game.tasks()).toEqual(['handle']);
  expect(game.terminated()).toEqual(['tell', 'sp']);
});

test('a catcher without a code catches every one, another code none', async () => {
  expect((await play(drawing(null, false))).start().tasks()).toEqual(['on', 'handle']);
  const missed = (await play(drawing('别的', false))).start();
  expect(missed.tasks()).toEqual(['on']);
  expect(missed.all('escalationThrown')).toMatchObject([{ escalationCode: '超额', caught: false }]);
  expect(missed.incidents()).toEqual([]);
});

test('what nobody catches goes to the process that called this one', async () => {
  const caller = { instanceKey: '8', elementInstanceKey: '9' };
  const game = (await play(process('p').start().endWith('end', { escalation: 'X' }), caller)).start();
  expect(game.effects[0]).toEqual({
    type: 'escalateToCaller',
    ...caller,
    escalationCode: 'X',
    variables: {},
  });
  expect(game.instance.state).toBe('completed');
});

test('from a called process it reaches the boundary of the call activity', async () => {
  const game = await play(
    process('p')
      .start()
      .call('call', 'other')
      .end()
      .on('b', 'call', { escalation: 'X' }, { interrupting: false })
      .userTask('handle')
      .end('h'),
  );
  game.start();
  const [call] = game.all('elementActivated').filter(({ elementId }) => elementId === 'call');
  const { elementInstanceKey } = call!;
  game.trigger({
    type: 'calledProcessEscalated',
    elementInstanceKey,
    escalationCode: 'X',
    variables: { n: 1 },
  });
  expect(game.openTask('handle').variables).toEqual({ n: 1 });
  expect(game.trigger({ type: 'calledProcessEnded', elementInstanceKey, variables: {} }).tasks()).toEqual([
    'handle',
  ]);
});

test('whoever throws has to say which', async () => {
  const { findings } = await readBpmn(process('p').start().throws('t', { escalation: null }).end().xml());
  expect(findings).toMatchObject([{ elementId: 't', code: 'escalation_code_missing' }]);
});
