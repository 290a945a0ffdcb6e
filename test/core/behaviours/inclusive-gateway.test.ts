import { expect, test } from 'vitest';
import { play } from '../../support/play.ts';
import { process } from '../../support/process.ts';

const fork = () =>
  process('p')
    .start()
    .inclusive('fork')
    .when('= a')
    .userTask('one')
    .inclusive('join')
    .userTask('after')
    .end()
    .from('fork')
    .when('= b')
    .userTask('two')
    .to('join')
    .from('fork')
    .otherwise()
    .userTask('else')
    .to('join');

test('every flow whose condition holds is taken, and the join waits for all of them', async () => {
  const game = (await play(fork())).start({ a: true, b: true });
  expect(game.tasks()).toEqual(['one', 'two']);
  expect(game.complete('one').tasks()).toEqual(['two']);
  expect(game.complete('two').tasks()).toEqual(['after']);
});

test('the join does not wait for what cannot come', async () => {
  const game = (await play(fork())).start({ a: false, b: true });
  expect(game.complete('two').tasks()).toEqual(['after']);
});

test('the default flow is taken when no condition holds', async () => {
  const game = (await play(fork())).start({ a: false, b: false });
  expect(game.tasks()).toEqual(['else']);
});

test('a token that dies elsewhere lets the join go on', async () => {
  // given
  const game = await play(
    process('p')
      .start()
      .parallel('fork')
      .userTask('one')
      .inclusive('join')
      .userTask('after')
      .end()
      .from('fork')
      .userTask('two')
      .exclusive('still')
      .when('= comes')
      .to('join')
      .from('still')
      .otherwise()
      .end('gone'),
  );

  // when
  game.start({ comes: false }).complete('one');
  expect(game.tasks()).toEqual(['two']);

  // then
  expect(game.complete('two').tasks()).toEqual(['after']);
});

test('a boundary event on the way counts as a way', async () => {
  const game = await play(
    process('p')
      .start()
      .parallel('fork')
      .userTask('one')
      .inclusive('join')
      .userTask('after')
      .end()
      .from('fork')
      .userTask('two')
      .end('nowhere')
      .boundaryTimer('late', 'two', { duration: 'P1D' })
      .to('join'),
  );
  game.start().complete('one');
  expect(game.tasks()).toEqual(['two']);
  expect(game.fire('late').tasks()).toEqual(['after']);
});

test('a loop goes through its join again and again', async () => {
  const game = await play(
    process('p')
      .start()
      .inclusive('again')
      .userTask('work')
      .exclusive('done')
      .when('= more')
      .to('again')
      .from('done')
      .otherwise()
      .end(),
  );
  game.start();
  expect(game.complete('work', { more: true }).tasks()).toEqual(['work']);
  expect(game.complete('work', { more: true }).tasks()).toEqual(['work']);
  expect(game.complete('work', { more: false }).instance.state).toBe('completed');
});

test('two joins one after the other each wait for their own', async () => {
  const game = await play(
    process('p')
      .start()
      .parallel('fork')
      .userTask('a')
      .inclusive('first')
      .userTask('middle')
      .inclusive('second')
      .userTask('after')
      .end()
      .from('fork')
      .userTask('b')
      .to('first')
      .from('fork')
      .userTask('c')
      .to('second'),
  );
  game.start().complete('c').complete('a');
  expect(game.tasks()).toEqual(['b']);
  expect(game.complete('b').tasks()).toEqual(['middle']);
  expect(game.complete('middle').tasks()).toEqual(['after']);
});

test('a second token on the same flow waits for the next round', async () => {
  const game = await play(
    process('p')
      .start()
      .parallel('fork')
      .exclusive('twice')
      .userTask('a')
      .inclusive('join')
      .userTask('after')
      .end()
      .from('fork')
      .to('twice')
      .from('fork')
      .userTask('b')
      .to('join'),
  );
  game.start().complete('a').complete('a').complete('b');
  expect(game.tasks()).toEqual(['after', 'after']);
});

test('a condition that cannot be answered is an incident, and goes on when it can', async () => {
  const game = (await play(fork())).start({ b: false });
  expect(game.incidents()).toMatchObject([{ elementId: 'fork', code: 'expression_failed' }]);
  expect(game.resolve({ a: true }).tasks()).toEqual(['one']);
});

test('without a matching flow and without a default it is an incident', async () => {
  const game = await play(
    process('p').start().inclusive('fork').when('= a').end('x').from('fork').when('= b').end('y'),
  );
  expect(game.start({ a: false, b: false }).incidents()).toMatchObject([{ code: 'no_matching_flow' }]);
});
