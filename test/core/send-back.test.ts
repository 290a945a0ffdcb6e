import { expect, test } from 'vitest';
import { maySendBack } from '../../engine/core/send-back.ts';
import { play, type Play } from '../support/play.ts';
import { process } from '../support/process.ts';

const keyOf = (game: Play, elementId: string) => game.openTask(elementId).elementInstanceKey;
const back = (game: Play, from: string, elementId: string) =>
  game.trigger({ type: 'sentBack', elementInstanceKey: keyOf(game, from), elementId });

test('an earlier task begins once more, and the way goes on from there', async () => {
  const game = await play(process('p').start().userTask('a').userTask('b').userTask('c').end());
  game.start().complete('a', { n: 1 }).complete('b');
  expect(back(game, 'c', 'a').tasks()).toEqual(['a']);
  expect(game.openTask('a').variables).toEqual({ n: 1 });
  expect(game.terminated()).toEqual(['c']);
  game.complete('a').complete('b').complete('c');
  expect(game.instance.state).toBe('completed');
});

test('before a fork it withdraws every branch, with the tokens that wait at the join', async () => {
  const game = await play(
    process('p')
      .start()
      .userTask('a')
      .parallel('fork')
      .userTask('b')
      .parallel('join')
      .end()
      .from('fork')
      .userTask('c')
      .to('join')
      .from('fork')
      .userTask('d')
      .to('join'),
  );
  game.start().complete('a').complete('b');
  expect(back(game, 'c', 'a').tasks()).toEqual(['a']);
  game.complete('a').complete('b').complete('c').complete('d');
  expect(game.instance.state).toBe('completed');
});

test('within a branch it leaves the others alone', async () => {
  const game = await play(
    process('p')
      .start()
      .parallel('fork')
      .userTask('b1')
      .userTask('b2')
      .parallel('join')
      .end()
      .from('fork')
      .userTask('c')
      .to('join'),
  );
  game.start().complete('b1').complete('c');
  expect(back(game, 'b2', 'b1').tasks()).toEqual(['b1']);
  // the token of the other branch was waiting at the join, which comes after the target
  game.complete('b1').complete('b2');
  expect(game.instance.state).toBe('completed');
});

test('out of a sub-process it withdraws the sub-process', async () => {
  const game = await play(
    process('p')
      .start()
      .userTask('a')
      .sub('sp', (inside) => inside.start('s').userTask('b').userTask('c').end('e'))
      .end(),
  );
  game.start().complete('a').complete('b');
  expect(back(game, 'c', 'b').tasks()).toEqual(['b']);
  expect(back(game, 'b', 'a').tasks()).toEqual(['a']);
  expect(game.terminated()).toContain('sp');
});

test('one round of several sends all of them back', async () => {
  const multi = { collection: '= [1,2]' };
  const game = await play(process('p').start().userTask('a').userTask('b', { multi }).end());
  game.start().complete('a');
  expect(back(game, 'b', 'a').tasks()).toEqual(['a']);
});

test('what does not come before cannot be sent back to', async () => {
  const game = (await play(process('p').start().userTask('a').userTask('b').end())).start();
  for (const [elementId, code] of [
    ['b', 'not_earlier'],
    ['nowhere', 'element_not_found'],
  ] as const) {
    const attempt = { type: 'sentBack', elementInstanceKey: keyOf(game, 'a'), elementId } as const;
    expect(game.attempt(attempt)).toMatchObject({ code });
  }
});

test('behind a join it goes back to before the fork, not into one branch', async () => {
  const game = await play(
    process('p')
      .start()
      .userTask('a')
      .parallel('fork')
      .userTask('b')
      .parallel('join')
      .userTask('d')
      .end()
      .from('fork')
      .userTask('c')
      .to('join'),
  );
  game.start().complete('a').complete('b').complete('c');
  const attempt = { type: 'sentBack', elementInstanceKey: keyOf(game, 'd'), elementId: 'b' } as const;
  expect(game.attempt(attempt)).toMatchObject({ code: 'join_between' });
  expect(['a', 'b', 'c', 'd'].filter((id) => maySendBack(game.model, 'd', id))).toEqual(['a']);
  expect(maySendBack(game.model, 'c', 'a')).toBe(true);
  expect(back(game, 'd', 'a').tasks()).toEqual(['a']);
});
