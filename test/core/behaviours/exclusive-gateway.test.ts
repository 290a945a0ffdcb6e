import { expect, test } from 'vitest';
import { play } from '../../support/play.ts';
import { process } from '../../support/process.ts';

const drawing = () =>
  process('p')
    .start()
    .exclusive('gw')
    .when('= n > 10')
    .end('big')
    .from('gw')
    .when('= n > 5')
    .end('middle')
    .from('gw');

test('the first flow whose condition holds is taken, in drawing order', async () => {
  expect((await play(drawing().otherwise().end('small'))).start({ n: 20 }).completed()).toContain('big');
  expect((await play(drawing().otherwise().end('small'))).start({ n: 7 }).completed()).toContain('middle');
});

test('the default flow is taken when no condition holds', async () => {
  const game = (await play(drawing().otherwise().end('small'))).start({ n: 1 });
  expect(game.completed()).toEqual(['start', 'gw', 'small', 'p']);
  expect(game.all('flowTaken').map(({ flowId }) => flowId)).toEqual(['pflow1', 'pflow4']);
});

test('no condition and no default is an incident, and a retry looks again', async () => {
  // given
  const game = (await play(drawing().when('= n > 3').end('small'))).start({ n: 1 });

  // then
  expect(game.incidents()).toMatchObject([{ elementId: 'gw', code: 'no_matching_flow' }]);

  // when
  game.resolve({ n: 4 });

  // then
  expect(game.completed()).toContain('small');
});

test('a condition that is neither true nor false is an incident that says so', async () => {
  const game = (await play(drawing().otherwise().end('small'))).start({});
  expect(game.incidents()).toMatchObject([{ elementId: 'gw', code: 'expression_failed' }]);
  expect(game.incidents()[0]!.message).toContain('null');
});

test('several tokens may meet at it and each goes on', async () => {
  const game = await play(
    process('p').start().parallel('fork').exclusive('meet').userTask('after').from('fork').to('meet'),
  );
  expect(game.start().openTasks()).toHaveLength(2);
});
