import { expect, test } from 'vitest';
import { play } from '../../support/play.ts';
import { process } from '../../support/process.ts';

test('it ends everything else in the process', async () => {
  const game = await play(
    process('p').start().parallel('fork').userTask('a').from('fork').userTask('b').endTerminate('stop'),
  );
  game.start().complete('b');
  expect(game.terminated()).toEqual(['a']);
  expect(game.instance.state).toBe('completed');
  expect(game.last.at(-1)).toMatchObject({ type: 'instanceCompleted' });
});

test('inside a sub-process it ends only that, and the process goes on', async () => {
  const game = await play(
    process('p')
      .start()
      .sub('sp', (inner) =>
        inner.start('s2').parallel('fork').userTask('a').from('fork').endTerminate('stop'),
      )
      .userTask('after')
      .end(),
  );
  expect(
    game
      .start()
      .openTasks()
      .map(({ elementId }) => elementId),
  ).toEqual(['after']);
});

test('tokens that wait at a join or are on their way are ended too', async () => {
  const game = await play(
    process('p')
      .start()
      .parallel('fork')
      .parallel('join')
      .end()
      .from('fork')
      .userTask('a')
      .to('join')
      .from('fork')
      .endTerminate('stop')
      .from('fork')
      .userTask('never'),
  );
  game.start();
  expect(game.instance).toMatchObject({ state: 'completed', joins: {} });
  expect(game.openTasks()).toEqual([]);
});
