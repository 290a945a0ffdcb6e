import { expect, test } from 'vitest';
import { play } from '../../support/play.ts';
import { process } from '../../support/process.ts';

const drawing = () =>
  process('p')
    .start()
    .parallel('fork')
    .userTask('a')
    .parallel('join')
    .userTask('after')
    .end()
    .from('fork')
    .userTask('b')
    .to('join');

test('it sends a token on every flow and waits for all of them again', async () => {
  // given
  const game = (await play(drawing())).start();
  expect(game.openTasks().map(({ elementId }) => elementId)).toEqual(['a', 'b']);

  // when
  game.complete('b');

  // then
  expect(game.openTasks().map(({ elementId }) => elementId)).toEqual(['a']);
  expect(Object.values(game.instance.joins)).toEqual([['pflow7']]);

  // when
  game.complete('a').complete('after');

  // then
  expect(game.instance.state).toBe('completed');
  expect(game.completed().filter((id) => id === 'join')).toHaveLength(1);
});

test('tokens that come twice by one flow do not open it', async () => {
  // given: a loop brings a second token over the same branch
  const game = await play(
    process('p')
      .start()
      .parallel('fork')
      .exclusive('merge')
      .userTask('a')
      .parallel('join')
      .end()
      .from('fork')
      .to('merge')
      .from('fork')
      .userTask('b')
      .to('join'),
  );
  game.start().complete('a').complete('a');

  // then
  expect(game.completed()).not.toContain('join');
  expect(Object.values(game.instance.joins)[0]).toHaveLength(2);

  // when
  game.complete('b');

  // then: one pair went on, the other token waits for ever, and that is said
  expect(game.completed()).toContain('join');
  expect(game.incidents()).toMatchObject([{ elementId: 'p', code: 'join_waits_forever' }]);
});

test('a join that no token can open any more is an incident on its scope', async () => {
  const game = await play(
    process('p')
      .start()
      .exclusive('gw')
      .when('= left')
      .node('task', 'a')
      .parallel('join')
      .end()
      .from('gw')
      .otherwise()
      .node('task', 'b')
      .to('join'),
  );
  game.start({ left: true });
  expect(game.incidents()).toMatchObject([{ elementId: 'p', code: 'join_waits_forever' }]);
  expect(game.trigger({ type: 'cancel' }).instance).toMatchObject({
    state: 'cancelled',
    joins: {},
    incidents: {},
  });
});
