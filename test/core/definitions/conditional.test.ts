import { expect, test } from 'vitest';
import { readBpmn } from '../../../engine/bpmn/read.ts';
import { play } from '../../support/play.ts';
import { process } from '../../support/process.ts';

const watching = (interrupting: boolean) =>
  process('p')
    .start()
    .parallel('both')
    .userTask('work')
    .end('e1')
    .from('both')
    .userTask('set')
    .userTask('set2')
    .userTask('set3')
    .end('e2')
    .on('b', 'work', { condition: '= amount > 1000' }, { interrupting })
    .userTask('check')
    .end('e3');

test('it happens when the condition becomes true', async () => {
  const game = (await play(watching(true))).start({ amount: 1 });
  game.complete('set', { amount: 500 });
  expect(game.tasks()).toEqual(['work', 'set2']);
  game.complete('set2', { amount: 2000 });
  expect(game.tasks()).toEqual(['set3', 'check']);
});

test('a non-interrupting one happens each time it becomes true, not while it stays so', async () => {
  const game = (await play(watching(false))).start({ amount: 2000 });
  expect(game.tasks()).toEqual(['work', 'set', 'check']);
  game.complete('set', { amount: 3000 });
  expect(game.tasks()).toEqual(['work', 'check', 'set2']);
  game.complete('set2', { amount: 0 }).complete('set3', { amount: 5000 });
  expect(game.tasks()).toEqual(['work', 'check', 'check']);
});

test('what is not known yet is not true', async () => {
  const game = (await play(process('p').start().catches('wait', { condition: '= ready' }).end())).start();
  expect(game.instance.state).toBe('active');
  expect(game.incidents()).toEqual([]);
});

test('a catch event whose condition holds already does not wait', async () => {
  const game = await play(process('p').start().catches('wait', { condition: '= ready' }).end());
  expect(game.start({ ready: true }).instance.state).toBe('completed');
});

test('it starts an event sub-process', async () => {
  const game = await play(
    process('p')
      .start()
      .userTask('work')
      .userTask('more')
      .end()
      .eventSub('es', (inside) => inside.startWith('s', { condition: '= late' }).userTask('handle').end('h')),
  );
  game.start({ late: false }).complete('work', { late: true });
  expect(game.tasks()).toEqual(['handle']);
});

test('a condition that swings for ever is stopped', async () => {
  const game = await play(
    process('p')
      .start()
      .userTask('work')
      .end()
      .eventSub('up', (inside) =>
        inside
          .startWith('s1', { condition: '= not(on)' }, { interrupting: false })
          .script('set', '= true', 'on')
          .end('x'),
      )
      .eventSub('down', (inside) =>
        inside
          .startWith('s2', { condition: '= on' }, { interrupting: false })
          .script('reset', '= false', 'on')
          .end('y'),
      ),
  );
  game.stepBudget = 50;
  game.start({ on: false });
  expect(game.incidents()).toMatchObject([{ code: 'step_budget' }]);
});

test('it needs a condition that can be read', async () => {
  const codes = async (condition: string) =>
    (await readBpmn(process('p').start().catches('c', { condition }).end().xml())).findings.map(
      ({ code }) => code,
    );
  expect(await codes('')).toEqual(['condition_missing']);
  expect(await codes('= (')).toEqual(['expression_unreadable']);
});
