import { expect, test } from 'vitest';
import { play } from '../../support/play.ts';
import { process } from '../../support/process.ts';

test('the token passes through a task and leaves its trace', async () => {
  const game = (await play(process('p').start().node('task', 'step').end())).start({ x: 1 });
  expect(game.completed()).toEqual(['start', 'step', 'end', 'p']);
  expect(game.variables()).toEqual({ x: 1 });
});

test('a condition behind a task is asked, and no open flow is an incident', async () => {
  // given
  const drawing = process('p').start().node('task', 'step').when('= ok').end();
  const game = (await play(drawing)).start({ ok: false });

  // then
  expect(game.incidents()).toMatchObject([{ elementId: 'step', code: 'no_matching_flow' }]);
  expect(game.resolve({ ok: true }).instance.state).toBe('completed');
});
