import { expect, test } from 'vitest';
import { readBpmn } from '../../engine/bpmn/read.ts';
import { play } from '../support/play.ts';
import { process } from '../support/process.ts';

test('a multiple catch event goes on with the first of its events', async () => {
  const game = await play(
    process('p')
      .start()
      .catches('wait', [{ signal: 'A' }, { duration: 'P1D' }])
      .userTask('x')
      .end(),
  );
  game.start();
  expect(game.openTimers()).toHaveLength(1);
  expect(game.receive('wait', { a: 1 }).openTask('x').variables).toEqual({ a: 1 });
  expect(game.openTimers()).toEqual([]);
});

test('a parallel multiple one waits for all of them and gathers what they bring', async () => {
  const game = await play(
    process('p')
      .start()
      .catches('wait', [{ signal: 'A' }, { message: 'B', key: '= 1' }], { parallel: true })
      .userTask('x')
      .end(),
  );
  game.start().correlate('wait', { b: 2 });
  expect(game.tasks()).toEqual([]);
  expect(game.receive('wait', { a: 1 }).openTask('x').variables).toEqual({ a: 1, b: 2 });
});

test('a parallel multiple boundary event that does not interrupt begins anew', async () => {
  const game = await play(
    process('p')
      .start()
      .userTask('work')
      .end()
      .on('b', 'work', [{ signal: 'A' }, { signal: 'B' }], { parallel: true, interrupting: false })
      .userTask('x')
      .end('e'),
  );
  game.start();
  for (const round of [1, 2]) {
    game.receive('b').receive('b');
    expect(game.tasks()).toHaveLength(1 + round);
  }
});

test('a multiple boundary event that does not interrupt happens with each of its events', async () => {
  const game = await play(
    process('p')
      .start()
      .userTask('work')
      .end()
      .on('b', 'work', [{ signal: 'A' }, { cycle: 'R/P1D' }], { interrupting: false })
      .userTask('x')
      .end('e'),
  );
  game.start().receive('b').fire('b').fire('b');
  expect(game.tasks()).toEqual(['work', 'x', 'x', 'x']);
});

test('a multiple throw event throws all of its events', async () => {
  const game = await play(
    process('p')
      .start()
      .throws('t', [{ signal: 'A' }, { message: 'B', key: '= 1' }])
      .end(),
  );
  game.start();
  expect(game.effects.map(({ type }) => type)).toEqual(['broadcastSignal', 'publishMessage']);
});

test('when one of them cannot be thrown, none is', async () => {
  const game = await play(
    process('p')
      .start()
      .throws('t', [{ signal: 'A' }, { message: 'B', key: '= id' }])
      .end(),
  );
  game.start();
  expect(game.effects).toEqual([]);
  expect(game.incidents()).toMatchObject([{ elementId: 't', code: 'correlation_key_unreadable' }]);
  game.resolve({ id: 1 });
  expect(game.effects).toHaveLength(2);
});

test('a multiple start event begins an event sub-process with any of its events', async () => {
  const game = await play(
    process('p')
      .start()
      .userTask('work')
      .end()
      .eventSub('es', (inside) =>
        inside
          .startWith('s', [{ signal: 'A' }, { duration: 'P1D' }])
          .userTask('h')
          .end('e'),
      ),
  );
  game.start().fire('s');
  expect(game.tasks()).toEqual(['h']);
  expect(game.openSignals()).toEqual([]);
});

test('what decides where the token goes stands alone', async () => {
  const drawing = process('p')
    .start()
    .userTask('work')
    .end()
    .on('b', 'work', [{ error: 'E' }, { signal: 'A' }])
    .end('e');
  const { findings } = await readBpmn(drawing.xml());
  expect(findings).toMatchObject([{ elementId: 'b', code: 'unsupported_element' }]);
  const started = process('p')
    .startWith('s', [{ signal: 'A' }, { signal: 'B' }], { parallel: true })
    .end();
  expect((await readBpmn(started.xml())).findings).toMatchObject([
    { elementId: 's', code: 'unsupported_element' },
  ]);
});
