import { expect, test } from 'vitest';
import { play } from '../support/play.ts';
import { process } from '../support/process.ts';

test('without mapping a result goes to the process', async () => {
  const game = (await play(process('p').start().userTask('a').end()))
    .start({ a: 1 })
    .complete('a', { a: 2, b: 3 });
  expect(game.variables()).toEqual({ a: 2, b: 3 });
});

test('a result that the element declares itself stays inside it', async () => {
  const drawing = process('p')
    .start()
    .userTask('a', { inputs: { draft: '= null' } })
    .end();
  const game = (await play(drawing)).start().complete('a', { draft: 'x', other: 1 });
  expect(game.variables()).toEqual({ other: 1 });
});

test('with outputs only what is mapped leaves the element', async () => {
  const drawing = process('p')
    .start()
    .userTask('a', { outputs: { kept: '= x * 2', 'who.name': '= name' } })
    .end();
  const game = (await play(drawing)).start({ who: { age: 30 } }).complete('a', { x: 4, name: '张三' });
  expect(game.variables()).toEqual({ who: { age: 30, name: '张三' }, kept: 8 });
});

test('each input sees the inputs before it', async () => {
  const drawing = process('p')
    .start()
    .userTask('a', { inputs: { one: '= n + 1', two: '= one + 1' } })
    .end();
  expect((await play(drawing)).start({ n: 1 }).openTask('a').variables).toEqual({ n: 1, one: 2, two: 3 });
});

test('an input that fails is an incident before anything was asked', async () => {
  const drawing = process('p')
    .start()
    .userTask('a', { inputs: { x: '= for i in 1..n return i' } })
    .end();
  const game = (await play(drawing)).start({ n: 1e9 });
  expect(game.incidents()).toMatchObject([{ elementId: 'a', code: 'expression_failed' }]);
  expect(game.openTasks()).toEqual([]);
  expect(game.resolve({ n: 2 }).openTask('a').variables).toMatchObject({ x: [1, 2] });
});

test('an output that fails keeps the result, and the retry maps it', async () => {
  // given
  const drawing = process('p')
    .start()
    .userTask('a', { outputs: { r: '= for i in 1..n return x' } })
    .userTask('b')
    .end();
  const game = (await play(drawing)).start({ n: 1e9 }).complete('a', { x: 7 });
  expect(game.incidents()).toMatchObject([{ elementId: 'a', code: 'expression_failed' }]);
  expect(game.openTasks()).toEqual([]);

  // when
  game.resolve({ n: 2 });

  // then
  expect(game.openTask('b').variables).toEqual({ n: 2, r: [7, 7] });
});

test('events keep the values of their moment', async () => {
  const game = await play(process('p').start().userTask('a').end());
  game.start({ a: 1 }).complete('a', { a: 2 });
  expect(game.all('userTaskCreated')[0]!.variables).toEqual({ a: 1 });
});

test('a job made in a step does not see what the same step writes later', async () => {
  const game = await play(
    process('p').start().parallel('fork').serviceTask('a', 'notify').from('fork').script('later', '= 1', 'x'),
  );
  expect(game.start().openJob('a').variables).toEqual({});
});

test('a data object is there, empty, from the beginning of its scope, and belongs to it', async () => {
  let count = 0;
  const objects = (name: string) => {
    const id = `object${++count}`;
    return `<bpmn:dataObject id="${id}" /><bpmn:dataObjectReference id="${id}_r" name="${name}" dataObjectRef="${id}" />`;
  };
  const game = await play(
    process('p')
      .start()
      .raw(objects('材料'))
      .raw(objects('given'))
      .raw(objects('not a name'))
      .sub('sp', (inside) =>
        inside
          .start('s')
          .raw(objects('inner'))
          .exclusive('gw')
          .when('= 材料 = null and inner = null')
          .userTask('a')
          .end('e')
          .from('gw')
          .otherwise()
          .end('no'),
      )
      .userTask('b')
      .end(),
  );
  game.start({ given: 1 }).complete('a', { inner: 2, 材料: ['身份证'] });
  expect(game.openTask('b').variables).toEqual({ given: 1, 材料: ['身份证'] });
});
