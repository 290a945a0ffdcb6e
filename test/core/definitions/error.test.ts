import { expect, test } from 'vitest';
import { play } from '../../support/play.ts';
import { process } from '../../support/process.ts';

test('an error leaves its sub-process and interrupts what runs beside it', async () => {
  const game = await play(
    process('p')
      .start()
      .sub('sp', (inner) =>
        inner.start('s2').parallel('fork').userTask('a').from('fork').userTask('b').endError('bad', 'E1'),
      )
      .end()
      .boundaryError('caught', 'sp', 'E1')
      .end('failed'),
  );
  game.start().complete('b');
  expect(game.terminated()).toEqual(['a', 'bad', 'sp']);
  expect(game.openTasks()).toEqual([]);
  expect(game.completed().slice(-3)).toEqual(['caught', 'failed', 'p']);
});

test('an error passes scopes that do not name it', async () => {
  const game = await play(
    process('p')
      .start()
      .sub('outer', (one) =>
        one
          .start('s1')
          .sub('inner', (two) => two.start('s2').endError('bad', 'E1'))
          .end('e1')
          .boundaryError('other', 'inner', 'E2')
          .end('e3'),
      )
      .end()
      .boundaryError('caught', 'outer')
      .end('failed'),
  );
  expect(game.start().completed()).toEqual(['start', 's1', 's2', 'caught', 'failed', 'p']);
});

test('an error nobody catches is an incident at the end event', async () => {
  const game = (await play(process('p').start().endError('bad', 'E1'))).start();
  expect(game.incidents()).toMatchObject([{ elementId: 'bad', code: 'error_not_caught' }]);
  expect(game.instance.state).toBe('active');
});
