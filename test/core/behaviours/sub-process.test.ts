import { expect, test } from 'vitest';
import { play } from '../../support/play.ts';
import { process } from '../../support/process.ts';

const drawing = (inputs = {}) =>
  process('p')
    .start()
    .sub('sp', (inner) => inner.start('s2').script('work', '= x + 1', 'x').userTask('a').end('e2'), {
      inputs,
    })
    .userTask('after')
    .end();

test('it is a scope that completes with its last token', async () => {
  const game = (await play(drawing())).start({ x: 1 });
  expect(game.openTasks().map(({ elementId }) => elementId)).toEqual(['a']);
  game.complete('a', { y: 2 });
  expect(game.openTask('after').variables).toEqual({ x: 2, y: 2 });
  expect(game.completed()).toEqual(['start', 's2', 'work', 'a', 'e2', 'sp']);
});

test('what it declares stays inside it', async () => {
  const game = (await play(drawing({ x: '= 10' }))).start({ x: 1 });
  expect(game.openTask('a').variables).toEqual({ x: 11 });
  expect(game.complete('a').openTask('after').variables).toEqual({ x: 1 });
});

test('it can be nested, and each level ends on its own', async () => {
  const game = await play(
    process('p')
      .start()
      .sub('outer', (one) =>
        one
          .start('s1')
          .sub('inner', (two) => two.start('s2').userTask('a').end('e2'))
          .userTask('b')
          .end('e1'),
      )
      .end(),
  );
  game.start().complete('a').complete('b');
  expect(game.completed()).toEqual(['start', 's1', 's2', 'a', 'e2', 'inner', 'b', 'e1', 'outer', 'end', 'p']);
});

test('it can run once for each item of a list', async () => {
  // given
  const game = await play(
    process('p')
      .start()
      .sub(
        'each',
        (inner) =>
          inner
            .start('s2')
            .userTask('a', { inputs: { mark: '= null' }, outputs: { got: '= mark' } })
            .end('e2'),
        {
          multi: { collection: '= who', element: 'one', outputCollection: 'marks', outputElement: '= got' },
          inputs: { got: '= null' },
        },
      )
      .end(),
  );
  game.start({ who: ['甲', '乙'] });
  expect(game.openTasks().map(({ variables }) => variables.one)).toEqual(['甲', '乙']);

  // when
  game.complete('a', { mark: 1 }).complete('a', { mark: 2 });

  // then
  expect(game.variables()).toEqual({ who: ['甲', '乙'], marks: [1, 2] });
  expect(game.instance.state).toBe('completed');
});
