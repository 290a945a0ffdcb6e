import { expect, test } from 'vitest';
import { readBpmn } from '../../../engine/bpmn/read.ts';
import { play } from '../../support/play.ts';
import { process } from '../../support/process.ts';

const vote = (condition?: string) =>
  process('p')
    .start()
    .exclusive('again')
    .parallel('fork')
    .userTask('a')
    .complex('join', condition)
    .userTask('after')
    .exclusive('more')
    .when('= repeat')
    .to('again')
    .from('more')
    .otherwise()
    .end()
    .from('fork')
    .userTask('b')
    .to('join')
    .from('fork')
    .userTask('c')
    .to('join');

test('it goes on when enough tokens have come, and swallows the others', async () => {
  const game = (await play(vote('= activationCount >= 2'))).start({ repeat: false });
  game.complete('a');
  expect(game.tasks()).toEqual(['b', 'c']);
  game.complete('c');
  expect(game.tasks()).toEqual(['b', 'after']);
  game.complete('after');
  expect(game.instance.state).toBe('active');
  game.complete('b');
  expect(
    game.all('flowTaken').filter(({ flowId }) => flowId === game.model.elements.join!.outgoing[0]),
  ).toHaveLength(1);
  expect(game.instance.state).toBe('completed');
});

test('it is ready for another round when nothing of this one can come any more', async () => {
  const game = (await play(vote('= activationCount >= 2'))).start({ repeat: true });
  game.complete('a').complete('b').complete('c').complete('after');
  expect(game.tasks()).toEqual(['a', 'b', 'c']);
  game.complete('b').complete('c');
  expect(game.tasks()).toEqual(['a', 'after']);
});

test('the condition may name the flows that have come', async () => {
  const drawing = vote('= list contains(arrived, wanted)');
  const model = (await readBpmn(drawing.xml())).processes[0]!;
  const wanted = model.elements.c!.outgoing[0]!;
  const game = (await play(drawing)).start({ repeat: false, wanted });
  expect(game.complete('a').complete('b').tasks()).toEqual(['c']);
  expect(game.complete('c').tasks()).toEqual(['after']);
});

test('a condition that fails is an incident on the gateway, and is asked again', async () => {
  const game = (await play(vote('= activationCount >= enough'))).start({ repeat: false });
  game.complete('a');
  expect(game.incidents()).toMatchObject([{ elementId: 'join', code: 'expression_failed' }]);
  expect(game.resolve({ enough: 1 }).tasks()).toEqual(['b', 'c', 'after']);
});

test('without a condition it may not be deployed', async () => {
  const { findings } = await readBpmn(vote().xml());
  expect(findings).toMatchObject([{ elementId: 'join', code: 'activation_condition_missing' }]);
});
