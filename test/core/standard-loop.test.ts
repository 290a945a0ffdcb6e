import { expect, test } from 'vitest';
import { readBpmn } from '../../engine/bpmn/read.ts';
import { play } from '../support/play.ts';
import { process, type LoopOptions } from '../support/process.ts';

const looping = (loop: LoopOptions) =>
  process('p').start().userTask('again', { loop }).userTask('after').end();

test('it goes round while the condition holds', async () => {
  const game = (await play(looping({ while: '= not(passed)' }))).start();
  expect(game.tasks()).toEqual(['again']);
  expect(game.complete('again', { passed: false }).tasks()).toEqual(['again']);
  expect(game.complete('again', { passed: true }).tasks()).toEqual(['after']);
});

test('asked before, it may not go round at all', async () => {
  const game = (await play(looping({ while: '= not(passed)', testBefore: true }))).start({ passed: true });
  expect(game.tasks()).toEqual(['after']);
});

test('the maximum ends it, and each round knows its number', async () => {
  const game = (await play(looping({ maximum: 2 }))).start();
  expect(game.openTask('again').variables).toEqual({ loopCounter: 1 });
  game.complete('again');
  expect(game.openTask('again').variables).toEqual({ loopCounter: 2 });
  expect(game.complete('again').tasks()).toEqual(['after']);
});

test('a boundary event interrupts the whole loop', async () => {
  const drawing = looping({ maximum: 5 })
    .boundaryTimer('late', 'again', { duration: 'P1D' })
    .userTask('x')
    .end('e');
  const game = (await play(drawing)).start().complete('again').fire('late');
  expect(game.tasks()).toEqual(['x']);
});

test('a condition that fails is an incident on the round', async () => {
  const game = (await play(looping({ while: '= unknown' }))).start().complete('again');
  expect(game.incidents()).toMatchObject([{ elementId: 'again', code: 'expression_failed' }]);
  expect(game.resolve({ unknown: false }).tasks()).toEqual(['after']);
});

test('a loop that says nothing would never end', async () => {
  const { findings } = await readBpmn(looping({}).xml());
  expect(findings).toMatchObject([{ elementId: 'again', code: 'loop_endless' }]);
});
