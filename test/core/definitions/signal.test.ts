import { expect, test } from 'vitest';
import { readBpmn } from '../../../engine/bpmn/read.ts';
import { startSignals } from '../../../engine/core/timers.ts';
import { modelOf, play } from '../../support/play.ts';
import { process } from '../../support/process.ts';

test('a catch event waits for its name and takes what it brings', async () => {
  const game = (
    await play(process('p').start().catches('wait', { signal: '= "开会-" + where' }).userTask('go').end())
  ).start({
    where: '一楼',
  });
  expect(game.openSignal('wait').signalName).toBe('开会-一楼');
  expect(game.receive('wait', { when: '九点' }).openTask('go').variables).toEqual({
    where: '一楼',
    when: '九点',
  });
  expect(game.openSignals()).toEqual([]);
});

test('a throw event broadcasts and goes on at once', async () => {
  const game = await play(
    process('p')
      .start()
      .throws('tell', { signal: '散会' }, { inputs: { at: '= when' } })
      .endWith('end', { signal: '完' }),
  );
  game.start({ when: 9 });
  expect(game.effects).toEqual([
    { type: 'broadcastSignal', signalName: '散会', variables: { at: 9 } },
    { type: 'broadcastSignal', signalName: '完', variables: {} },
  ]);
  expect(game.instance.state).toBe('completed');
});

test('a boundary event interrupts, or stays and listens on', async () => {
  for (const interrupting of [true, false]) {
    const game = await play(
      process('p')
        .start()
        .userTask('work')
        .end()
        .on('b', 'work', { signal: '停' }, { interrupting })
        .userTask('x')
        .end('e'),
    );
    game.start().receive('b');
    expect(game.tasks()).toEqual(interrupting ? ['x'] : ['work', 'x']);
    expect(game.openSignals()).toHaveLength(interrupting ? 0 : 1);
  }
});

test('it is one of the events behind an event-based gateway', async () => {
  const game = await play(
    process('p')
      .start()
      .eventGateway('first')
      .catches('a', { signal: 'A' })
      .userTask('x')
      .end('e1')
      .from('first')
      .catches('b', { duration: 'P1D' })
      .userTask('y')
      .end('e2'),
  );
  game.start().receive('a');
  expect(game.tasks()).toEqual(['x']);
  expect(game.openTimers()).toEqual([]);
});

test('a start event is found by its name', async () => {
  const model = await modelOf(process('p').start().end().startWith('s', { signal: '开始' }).end('e'));
  expect(startSignals(model)).toEqual([{ elementId: 's', signalName: '开始' }]);
});

test('a name that is no text is an incident, none at all a fault', async () => {
  const game = (await play(process('p').start().catches('wait', { signal: '= x' }).end())).start();
  expect(game.incidents()).toMatchObject([{ elementId: 'wait', code: 'expression_failed' }]);
  const { findings } = await readBpmn(process('p').start().catches('wait', { signal: '' }).end().xml());
  expect(findings).toMatchObject([{ elementId: 'wait', code: 'signal_missing' }]);
});
