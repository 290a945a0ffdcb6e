import { expect, test } from 'vitest';
import { readBpmn } from '../../../engine/bpmn/read.ts';
import { play } from '../../support/play.ts';
import { process } from '../../support/process.ts';

test('the token jumps to the catch event of the same name', async () => {
  const drawing = process('p').start().userTask('a').throws('to', { link: '续' });
  drawing.from(null).catches('from', { link: '续' }).userTask('b').end();
  const game = (await play(drawing)).start().complete('a');
  expect(game.tasks()).toEqual(['b']);
  expect(game.complete('b').completed()).toEqual(['start', 'a', 'to', 'from', 'b', 'end', 'p']);
});

test('several places may jump to one, over and over', async () => {
  const game = await play(
    process('p')
      .start()
      .throws('in', { link: '再来' })
      .from(null)
      .catches('again', { link: '再来' })
      .userTask('x')
      .exclusive('q')
      .when('= more')
      .throws('back', { link: '再来' })
      .from('q')
      .otherwise()
      .end(),
  );
  game.start().complete('x', { more: true }).complete('x', { more: false });
  expect(game.instance.state).toBe('completed');
});

test('a join knows the way over a link', async () => {
  const game = await play(
    process('p')
      .start()
      .parallel('fork')
      .userTask('a')
      .inclusive('join')
      .userTask('after')
      .end()
      .from('fork')
      .userTask('b')
      .throws('jump', { link: 'L' })
      .from(null)
      .catches('land', { link: 'L' })
      .to('join'),
  );
  game.start().complete('a');
  expect(game.tasks()).toEqual(['b']);
  expect(game.complete('b').tasks()).toEqual(['after']);
});

test('both ends must be there, once', async () => {
  const codes = async (drawing: ReturnType<typeof process>) =>
    (await readBpmn(drawing.xml())).findings.map(({ elementId, code }) => [elementId, code]);
  expect(await codes(process('p').start().throws('t', { link: 'L' }))).toEqual([
    ['t', 'link_target_missing'],
  ]);
  expect(await codes(process('p').start().throws('t', { link: '' }))).toEqual([['t', 'link_name_missing']]);
  const twice = process('p').start().throws('t', { link: 'L' }).from(null).catches('c', { link: 'L' }).end();
  expect(await codes(twice.from(null).catches('d', { link: 'L' }).end('e'))).toEqual([
    ['c', 'link_target_twice'],
    ['d', 'link_target_twice'],
  ]);
});
