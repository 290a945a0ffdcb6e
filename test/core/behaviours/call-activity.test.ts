import { expect, test } from 'vitest';
import { play } from '../../support/play.ts';
import { process } from '../../support/process.ts';

test('it calls a process with every variable and takes its result', async () => {
  // given
  const game = (await play(process('p').start().call('sub', 'other').end())).start({ a: 1 });
  const [called] = game.effects;
  expect(called).toMatchObject({ type: 'callProcess', processId: 'other', variables: { a: 1 } });

  // when
  const { elementInstanceKey } = called as { elementInstanceKey: string };
  game.trigger({ type: 'calledProcessEnded', elementInstanceKey, variables: { b: 2 } });

  // then
  expect(game.variables()).toEqual({ a: 1, b: 2 });
  expect(game.instance.state).toBe('completed');
});

test('it can hand over and take back only what is mapped', async () => {
  const game = await play(
    process('p')
      .start()
      .call('sub', '= which', {
        called: 'propagateAllParentVariables="false" propagateAllChildVariables="false"',
        inputs: { only: '= a' },
        outputs: { back: '= b' },
      })
      .end(),
  );
  game.start({ a: 1, secret: 2, which: 'other' });
  expect(game.effects[0]).toMatchObject({ processId: 'other', variables: { only: 1 } });
  const { elementInstanceKey } = game.effects[0] as { elementInstanceKey: string };
  game.trigger({ type: 'calledProcessEnded', elementInstanceKey, variables: { b: 3, noise: 4 } });
  expect(game.variables()).toEqual({ a: 1, secret: 2, which: 'other', back: 3 });
});

test('cancelling it cancels the called process', async () => {
  const game = (await play(process('p').start().call('sub', 'other').end())).start();
  const { elementInstanceKey } = game.effects[0] as { elementInstanceKey: string };
  game.trigger({ type: 'cancel' });
  expect(game.effects.at(-1)).toEqual({ type: 'cancelCalled', elementInstanceKey });
});

test('an error of the called process is caught at the call', async () => {
  const game = await play(
    process('p').start().call('sub', 'other').end().boundaryError('caught', 'sub', 'E1').end('failed'),
  );
  const { elementInstanceKey } = game.start().effects[0] as { elementInstanceKey: string };
  game.trigger({ type: 'calledProcessError', elementInstanceKey, errorCode: 'E1', variables: { why: 'x' } });
  expect(game.completed()).toEqual(['start', 'caught', 'failed', 'p']);
  expect(game.effects).toHaveLength(1);
});

test('a process that cannot be called is an incident, and a retry calls again', async () => {
  const game = (await play(process('p').start().call('sub', 'other').end())).start();
  const { elementInstanceKey } = game.effects[0] as { elementInstanceKey: string };
  game.trigger({ type: 'calledProcessFailed', elementInstanceKey, message: 'not deployed' });
  expect(game.incidents()).toEqual([{ elementId: 'sub', code: 'call_failed', message: 'not deployed' }]);
  expect(game.attempt({ type: 'calledProcessEnded', elementInstanceKey, variables: {} })).toMatchObject({
    code: 'call_not_found',
  });
  expect(game.resolve().effects).toHaveLength(2);
});

test('a called process returns its variables to the caller', async () => {
  const caller = { instanceKey: '8', elementInstanceKey: '9' };
  const game = (await play(process('p').start().end(), caller)).start({ a: 1 });
  expect(game.effects).toEqual([{ type: 'returnToCaller', ...caller, variables: { a: 1 } }]);
});

test('an error that a called process does not catch ends it and goes to the caller', async () => {
  const caller = { instanceKey: '8', elementInstanceKey: '9' };
  const game = (
    await play(process('p').start().parallel('f').userTask('a').from('f').endError('e', 'E1'), caller)
  ).start();
  expect(game.effects).toEqual([{ type: 'throwToCaller', ...caller, errorCode: 'E1', variables: {} }]);
  expect(game.instance).toMatchObject({ state: 'cancelled', elements: {} });
  expect(game.openTasks()).toEqual([]);
});
