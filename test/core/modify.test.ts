import { expect, test } from 'vitest';
import type { Modification } from '../../engine/core/modify.ts';
import { play, type Play } from '../support/play.ts';
import { process } from '../support/process.ts';

const drawing = () =>
  process('p')
    .start()
    .userTask('a')
    .sub(
      'sp',
      (inside) =>
        inside
          .start('s')
          .userTask('b')
          .sub('deep', (one) => one.start('s2').userTask('c').end('e2'))
          .end('e'),
      { inputs: { inside: '= 7' } },
    )
    .userTask('after')
    .end()
    .boundaryTimer('late', 'sp', { duration: 'P1D' })
    .end('x');

const keyOf = (game: Play, elementId: string) =>
  Object.values(game.instance.elements).find((one) => one.elementId === elementId)!.key;
const change = (game: Play, { activate = [], terminate = [] }: Partial<Modification>) =>
  game.trigger({ type: 'modify', modification: { activate, terminate } });

test('a token is moved: one element ends, another begins', async () => {
  const game = (await play(drawing())).start();
  change(game, { activate: [{ elementId: 'after' }], terminate: [keyOf(game, 'a')] });
  expect(game.tasks()).toEqual(['after']);
  expect(game.complete('after').instance.state).toBe('completed');
});

test('scopes that are missing begin, with their inputs and boundary events but not their start', async () => {
  const game = (await play(drawing())).start();
  change(game, {
    activate: [
      {
        elementId: 'c',
        variables: [
          { scopeId: 'c', values: { own: 1 } },
          { scopeId: 'deep', values: { d: 2 } },
        ],
      },
    ],
    terminate: [keyOf(game, 'a')],
  });
  expect(game.tasks()).toEqual(['c']);
  expect(game.openTask('c').variables).toEqual({ inside: 7, d: 2, own: 1 });
  expect(game.openTimers().map(({ elementId }) => elementId)).toEqual(['late']);
  expect(game.completed()).not.toContain('s2');
  expect(game.complete('c').tasks()).toEqual(['after']);
});

test('a scope that is there is used', async () => {
  const game = (await play(drawing())).start().complete('a');
  change(game, { activate: [{ elementId: 'c' }] });
  expect(game.tasks()).toEqual(['b', 'c']);
  expect(game.all('elementActivated').filter(({ elementId }) => elementId === 'sp')).toHaveLength(1);
});

test('a scope that is left empty ends, and so does an instance', async () => {
  const game = (await play(drawing())).start().complete('a');
  change(game, { terminate: [keyOf(game, 'b')], activate: [{ elementId: 'a' }] });
  expect(game.terminated()).toEqual(['b', 'sp']);
  change(game, { terminate: [keyOf(game, 'a')] });
  expect(game.instance.state).toBe('cancelled');
});

test('where there are several scopes, one has to be named', async () => {
  const game = await play(
    process('p')
      .start()
      .sub('each', (inside) => inside.start('s').userTask('a').userTask('b').end('e'), {
        multi: { collection: '= ["甲","乙"]', element: 'who' },
      })
      .end(),
  );
  game.start();
  const modification = { activate: [{ elementId: 'b' }], terminate: [] };
  expect(game.attempt({ type: 'modify', modification })).toMatchObject({ code: 'scope_ambiguous' });
  const second = game.openTasks()[1]!.elementInstanceKey;
  change(game, { activate: [{ elementId: 'b', ancestorKey: game.instance.elements[second]!.parentKey! }] });
  expect(game.openTask('b').variables).toMatchObject({ who: '乙' });
});

test('a round cannot be made up', async () => {
  const game = await play(
    process('p')
      .start()
      .userTask('first')
      .sub('each', (inside) => inside.start('s').userTask('a').end('e'), { multi: { collection: '= [1]' } })
      .end(),
  );
  game.start();
  const modification = { activate: [{ elementId: 'a' }], terminate: [] };
  expect(game.attempt({ type: 'modify', modification })).toMatchObject({ code: 'scope_repeats' });
});

test('what cannot be is refused, and nothing has changed', async () => {
  const game = (await play(drawing())).start();
  const attempt = (modification: Partial<Modification>) =>
    game.attempt({ type: 'modify', modification: { activate: [], terminate: [], ...modification } });
  expect(attempt({ activate: [{ elementId: 'late' }] })).toMatchObject({ code: 'element_not_found' });
  expect(attempt({ activate: [{ elementId: 'nowhere' }] })).toMatchObject({ code: 'element_not_found' });
  expect(attempt({ activate: [{ elementId: 'p' }] })).toMatchObject({ code: 'element_not_found' });
  expect(attempt({ terminate: ['77'] })).toMatchObject({ code: 'element_instance_not_found' });
  expect(
    attempt({ activate: [{ elementId: 'b', variables: [{ scopeId: 'deep', values: {} }] }] }),
  ).toMatchObject({
    code: 'scope_not_found',
  });
  expect(game.tasks()).toEqual(['a']);
});

test('a called instance is not ended behind the back of who called it', async () => {
  const game = await play(drawing(), { instanceKey: '77', elementInstanceKey: '78' });
  game.start();
  const nothingLeft = { activate: [], terminate: [keyOf(game, 'a')] };
  expect(game.attempt({ type: 'modify', modification: nothingLeft })).toMatchObject({ code: 'caller_waits' });
  expect(game.tasks()).toEqual(['a']);
  change(game, { ...nothingLeft, activate: [{ elementId: 'after' }] });
  expect(game.complete('after').instance.state).toBe('completed');
});

test('variables are changed from outside, in a scope or wherever they are declared', async () => {
  const game = (await play(drawing())).start({ n: 1 }).complete('a');
  const scopeKey = keyOf(game, 'sp');
  game.trigger({ type: 'variablesChanged', scopeKey, variables: { n: 2, inside: 8 }, local: false });
  game.trigger({ type: 'variablesChanged', scopeKey, variables: { m: 3 }, local: true });
  expect(game.variables()).toEqual({ n: 2 });
  expect(game.instance.elements[scopeKey]!.variables).toEqual({ inside: 8, m: 3 });
  expect(
    game.attempt({ type: 'variablesChanged', scopeKey: '77', variables: {}, local: true }),
  ).toMatchObject({ code: 'element_instance_not_found' });
});

test('a suspended instance stands still until it is resumed', async () => {
  const game = (await play(drawing())).start().trigger({ type: 'suspend' });
  const { userTaskKey } = game.openTask('a');
  expect(game.attempt({ type: 'userTaskCompleted', userTaskKey, variables: {} })).toMatchObject({
    code: 'instance_suspended',
  });
  expect(game.attempt({ type: 'suspend' })).toMatchObject({ code: 'instance_suspended' });
  change(game, { activate: [{ elementId: 'after' }] });
  expect(game.trigger({ type: 'resume' }).tasks()).toEqual(['a', 'after']);
  expect(game.attempt({ type: 'resume' })).toMatchObject({ code: 'not_suspended' });
});

test('an instance may begin in the middle, with the scopes around it and after its own listeners', async () => {
  const begin = async (drawn: ReturnType<typeof drawing>, ...startElementIds: string[]) => {
    const game = await play(drawn);
    return { game, failure: game.attempt({ type: 'start', variables: { n: 1 }, startElementIds }) };
  };
  const { game } = await begin(drawing(), 'a', 'after');
  expect(game.tasks()).toEqual(['a', 'after']);
  expect(game.completed()).toEqual([]);
  expect((await begin(drawing(), 'a', 'nowhere')).failure).toMatchObject({ code: 'element_not_found' });
  const listener = '<zeebe:executionListener eventType="start" type="log" />';
  const heard = process('p', {
    extensions: `<zeebe:executionListeners>${listener}</zeebe:executionListeners>`,
  })
    .start()
    .userTask('a')
    .userTask('b')
    .end();
  const { game: waiting } = await begin(heard, 'b');
  expect(waiting.tasks()).toEqual([]);
  expect(waiting.finishJob('p').tasks()).toEqual(['b']);
});
