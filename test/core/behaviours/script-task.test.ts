import { expect, test } from 'vitest';
import { play } from '../../support/play.ts';
import { process } from '../../support/process.ts';

test('a script writes its result into its variable', async () => {
  const game = await play(process('p').start().script('sum', '= sum(amounts)', 'total').end());
  expect(game.start({ amounts: [1, 2, 3.5] }).variables()).toEqual({ amounts: [1, 2, 3.5], total: 6.5 });
});

test('the result of a script can be mapped on', async () => {
  const drawing = process('p')
    .start()
    .script('a', '= 2 * n', 'r', { outputs: { 'answer.value': '= r' } })
    .end();
  expect((await play(drawing)).start({ n: 4 }).variables()).toEqual({ n: 4, answer: { value: 8 } });
});

test('a script that runs too long is an incident, not a hung server', async () => {
  const game = await play(process('p').start().script('a', '= for i in 1..n return i', 'r').end());
  game.start({ n: 1_000_000_000 });
  expect(game.incidents()).toMatchObject([{ elementId: 'a', code: 'expression_failed' }]);
  expect(game.resolve({ n: 2 }).variables()).toEqual({ n: 2, r: [1, 2] });
});

test('a script with a task definition is a job', async () => {
  const job = '<zeebe:taskDefinition type="script" />';
  const game = (await play(process('p').start().node('scriptTask', 'a', { extensions: job }).end())).start();
  expect(game.openJob('a').jobType).toBe('script');
  expect(game.finishJob('a', { x: 1 }).variables()).toEqual({ x: 1 });
});

test('today() and now() are the time of the command in China, not the machine’s', async () => {
  const game = await play(process('p').start().script('a', '= {day: today(), hour: now().hour}', 'r').end());
  game.now = new Date('2026-12-31T17:30:00Z');
  expect(game.start().variables()).toEqual({ r: { day: '2027-01-01', hour: 1 } });
});
