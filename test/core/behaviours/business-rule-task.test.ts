import { expect, test } from 'vitest';
import { readBpmn } from '../../../engine/bpmn/read.ts';
import { play, type Play } from '../../support/play.ts';
import { process } from '../../support/process.ts';

const drawing = (called = 'decisionId="level" resultVariable="level"') =>
  process('p')
    .start()
    .node('businessRuleTask', 'rule', { extensions: `<zeebe:calledDecision ${called} />` })
    .userTask('after')
    .end();

const keyOf = (game: Play) =>
  Object.values(game.instance.elements).find(({ elementId }) => elementId === 'rule')!.key;

test('it asks for a decision over what it sees, and goes on with the answer', async () => {
  const game = (await play(drawing())).start({ amount: 3 });
  expect(game.effects).toEqual([
    {
      type: 'makeDecision',
      elementInstanceKey: keyOf(game),
      elementId: 'rule',
      decisionId: 'level',
      binding: { type: 'latest', versionTag: null },
      variables: { amount: 3 },
    },
  ]);
  game.trigger({ type: 'decisionMade', elementInstanceKey: keyOf(game), result: '区级' });
  expect(game.openTask('after').variables).toEqual({ amount: 3, level: '区级' });
});

test('the decision and its version may be drawn in other ways', async () => {
  const called = 'decisionId="=which" resultVariable="r" bindingType="versionTag" versionTag="v2"';
  const game = (await play(drawing(called))).start({ which: 'other' });
  expect(game.effects).toMatchObject([
    { decisionId: 'other', binding: { type: 'versionTag', versionTag: 'v2' } },
  ]);
});

test('a decision that cannot be made is an incident, and is asked again', async () => {
  const game = (await play(drawing())).start();
  game.trigger({ type: 'decisionFailed', elementInstanceKey: keyOf(game), message: 'no rule' });
  expect(game.incidents()).toMatchObject([
    { elementId: 'rule', code: 'decision_failed', message: 'no rule' },
  ]);
  expect(game.resolve().effects).toHaveLength(2);
  game.trigger({ type: 'decisionMade', elementInstanceKey: keyOf(game), result: 1 });
  expect(game.tasks()).toEqual(['after']);
});

test('an answer nobody waits for is refused', async () => {
  const game = (await play(drawing())).start();
  const elementInstanceKey = keyOf(game);
  game.trigger({ type: 'decisionMade', elementInstanceKey, result: 1 });
  expect(game.attempt({ type: 'decisionMade', elementInstanceKey, result: 2 })).toMatchObject({
    code: 'decision_not_asked',
  });
});

test('with a task definition a job worker decides', async () => {
  const extensions = '<zeebe:taskDefinition type="decide" />';
  const game = await play(
    process('p').start().node('businessRuleTask', 'rule', { extensions }).userTask('a').end(),
  );
  game.start();
  expect(game.openJob('rule').jobType).toBe('decide');
  expect(game.finishJob('rule').tasks()).toEqual(['a']);
});

test('it has to say which decision, and how it is bound', async () => {
  const codes = async (called?: string) =>
    (await readBpmn(drawing(called).xml())).findings.map(({ code }) => code);
  expect(await codes('decisionId="level"')).toEqual(['decision_missing']);
  expect(await codes('decisionId="x" resultVariable="r" bindingType="versionTag"')).toEqual([
    'binding_unreadable',
  ]);
  expect(await codes('decisionId="x" resultVariable="r" bindingType="some"')).toEqual(['binding_unreadable']);
});
