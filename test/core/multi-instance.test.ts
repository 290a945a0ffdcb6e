import { expect, test } from 'vitest';
import { play } from '../support/play.ts';
import { process, type MultiOptions } from '../support/process.ts';

const drawing = (multi: MultiOptions, rest: Record<string, Record<string, string>> = {}) =>
  process('p')
    .start()
    .userTask('ask', { multi, ...rest })
    .userTask('after')
    .end();

const collecting = {
  collection: '= who',
  element: 'one',
  outputCollection: 'votes',
  outputElement: '= vote',
};

test('parallel rounds are all open at once, each with its own item and place', async () => {
  const game = (await play(drawing(collecting))).start({ who: ['甲', '乙', '丙'] });
  expect(game.openTasks().map(({ variables }) => [variables.one, variables.loopCounter])).toEqual([
    ['甲', 1],
    ['乙', 2],
    ['丙', 3],
  ]);
});

test('outputs are collected in the order of the items, whoever answers first', async () => {
  // given
  const game = (await play(drawing(collecting, { inputs: { vote: '= null' } }))).start({
    who: ['甲', '乙', '丙'],
  });
  const [first, second, third] = game.openTasks().map(({ userTaskKey }) => userTaskKey);

  // when
  for (const [userTaskKey, vote] of [
    [third!, 3],
    [first!, 1],
    [second!, 2],
  ] as const) {
    game.trigger({ type: 'userTaskCompleted', userTaskKey, variables: { vote } });
  }

  // then
  expect(game.openTask('after').variables).toEqual({ who: ['甲', '乙', '丙'], votes: [1, 2, 3] });
});

test('sequential rounds follow each other', async () => {
  const game = (await play(drawing({ ...collecting, sequential: true }))).start({ who: ['甲', '乙'] });
  expect(game.openTasks().map(({ variables }) => variables.one)).toEqual(['甲']);
  game.complete('ask', { vote: 'a' });
  expect(game.openTasks().map(({ variables }) => variables.one)).toEqual(['乙']);
  game.complete('ask', { vote: 'b' });
  expect(game.openTask('after').variables).toMatchObject({ votes: ['a', 'b'] });
});

test('the completion condition ends the loop early and takes back the open rounds', async () => {
  const until = '= numberOfCompletedInstances / numberOfInstances >= 0.5';
  const game = (await play(drawing({ ...collecting, until }))).start({ who: [1, 2, 3, 4] });
  game.complete('ask', { vote: 1 });
  expect(game.openTasks()).toHaveLength(3);
  game.complete('ask', { vote: 1 });
  expect(game.all('userTaskCancelled')).toHaveLength(2);
  expect(game.openTask('after').variables).toMatchObject({ votes: [1, 1, null, null] });
});

test('the completion condition sees what has been collected', async () => {
  const until = '= count(votes[item = "反对"]) > 0';
  const game = (await play(drawing({ ...collecting, sequential: true, until }))).start({ who: [1, 2, 3] });
  game.complete('ask', { vote: '同意' }).complete('ask', { vote: '反对' });
  expect(game.openTasks().map(({ elementId }) => elementId)).toEqual(['after']);
});

test('an empty list is done at once', async () => {
  const game = (await play(drawing(collecting))).start({ who: [] });
  expect(game.openTask('after').variables).toEqual({ who: [], votes: [] });
});

test('a number of rounds does without a list', async () => {
  expect((await play(drawing({ cardinality: '3' }))).start().openTasks()).toHaveLength(3);
});

test('what is no list is an incident at the activity, and a retry begins the rounds', async () => {
  const game = (await play(drawing(collecting))).start({ who: 'nobody' });
  expect(game.incidents()).toMatchObject([{ elementId: 'ask', code: 'not_a_list' }]);
  expect(game.resolve({ who: ['甲'] }).openTasks()).toHaveLength(1);
});

test('a failed output is an incident of its round; the retry neither maps nor counts twice', async () => {
  // given
  const game = await play(
    drawing({ ...collecting, outputElement: '= matches(vote, "(a+)+")' }, { outputs: { n: '= n + 1' } }),
  );
  game.start({ who: [1, 2], n: 0 }).complete('ask', { vote: 'x' });

  // then
  expect(game.incidents()).toMatchObject([{ elementId: 'ask', code: 'expression_failed' }]);
  expect(game.variables().n).toBe(1);

  // when
  game.resolve();

  // then
  expect(game.variables().n).toBe(1);
  expect(game.openTasks()).toHaveLength(1);
});

test('an element instance for the body and one for each round', async () => {
  const game = (await play(drawing(collecting))).start({ who: [1, 2] });
  const begun = game.all('elementActivated').filter(({ elementId }) => elementId === 'ask');
  expect(begun.map(({ elementType }) => elementType)).toEqual(['multiInstanceBody', 'userTask', 'userTask']);
  expect(new Set(begun.slice(1).map(({ parentKey }) => parentKey))).toEqual(
    new Set([begun[0]!.elementInstanceKey]),
  );
});

test('service tasks and calls loop as well', async () => {
  const game = await play(process('p').start().serviceTask('tell', 'notify', { multi: collecting }).end());
  game
    .start({ who: [1, 2] })
    .finishJob('tell', { vote: 1 })
    .finishJob('tell', { vote: 2 });
  expect(game.variables()).toMatchObject({ votes: [1, 2] });
  expect(game.instance.state).toBe('completed');
});

test('a great many rounds begin some at a time, in steps of their own', async () => {
  // given
  const multi = { collection: '= for i in 1..1200 return i', element: 'n' };
  const game = await play(process('p').start().userTask('a', { multi }).end());

  // when
  game.start();

  // then
  expect(game.tasks()).toHaveLength(500);
  const [body] = game.effects.flatMap((effect) =>
    effect.type === 'goOnLater' ? [effect.elementInstanceKey] : [],
  );
  game.trigger({ type: 'later', elementInstanceKey: body! });
  expect(game.tasks()).toHaveLength(1000);

  // when: what is done meanwhile counts
  game.complete('a');
  game.trigger({ type: 'later', elementInstanceKey: body! });

  // then
  expect(game.tasks()).toHaveLength(1199);
  expect(game.openTasks().at(-1)!.variables).toMatchObject({ n: 1200 });
  expect(game.incidents()).toEqual([]);
  expect(game.effects.filter(({ type }) => type === 'goOnLater')).toHaveLength(2);
});

test('rounds with much inside are no endless loop', async () => {
  const game = await play(
    process('p')
      .start()
      .sub(
        'each',
        (inside) => inside.start('s').script('x', '= 1', 'y').script('z', '= 1', 'y').userTask('a').end('e'),
        {
          multi: { collection: '= for i in 1..400 return i' },
        },
      )
      .end(),
  );
  expect(game.start().incidents()).toEqual([]);
  expect(game.tasks()).toHaveLength(400);
});
