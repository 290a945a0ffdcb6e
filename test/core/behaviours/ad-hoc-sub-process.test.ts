import { expect, test } from 'vitest';
import { readBpmn } from '../../../engine/bpmn/read.ts';
import { play } from '../../support/play.ts';
import { process, type NodeOptions } from '../../support/process.ts';

const drawing = (options: NodeOptions & { active?: string; until?: string } = {}) =>
  process('p')
    .start()
    .adHoc(
      'ah',
      (inside) => inside.userTask('a').userTask('then').from(null).userTask('b').from(null).userTask('c'),
      options,
    )
    .userTask('after')
    .end();

test('the list names what begins, and it is done when nothing is active', async () => {
  const game = (await play(drawing({ active: '= ["a","c"]' }))).start();
  expect(game.tasks()).toEqual(['a', 'c']);
  game.complete('a').complete('c');
  expect(game.tasks()).toEqual(['then']);
  expect(game.complete('then').tasks()).toEqual(['after']);
});

test('an empty list leaves nothing to do', async () => {
  expect((await play(drawing({ active: '= []' }))).start().tasks()).toEqual(['after']);
});

test('without a list somebody chooses, as often as needed', async () => {
  const game = (await play(drawing({ until: '= enough = true' }))).start();
  expect(game.tasks()).toEqual([]);
  game.choose('ah', 'b');
  game.choose('ah', 'b', 'c').complete('b');
  expect(game.tasks()).toEqual(['b', 'c']);
  game.complete('b').complete('c');
  expect(game.instance.state).toBe('active');
  expect(game.choose('ah', 'c').complete('c', { enough: true }).tasks()).toEqual(['after']);
});

test('when the condition holds, what still runs is ended', async () => {
  const game = (await play(drawing({ active: '= ["a","b"]', until: '= enough = true' }))).start();
  expect(game.complete('b', { enough: true }).tasks()).toEqual(['after']);
  expect(game.terminated()).toEqual(['a']);
});

test('or it is waited for', async () => {
  const options = {
    active: '= ["b","c"]',
    until: '= enough = true',
    attributes: { cancelRemainingInstances: 'false' },
  };
  const game = (await play(drawing(options))).start().complete('b', { enough: true });
  expect(game.tasks()).toEqual(['c']);
  expect(game.complete('c').tasks()).toEqual(['after']);
});

test('one at a time, in the order chosen', async () => {
  const options = { active: '= ["c","a","b"]', attributes: { ordering: 'Sequential' } };
  const game = (await play(drawing(options))).start();
  expect(game.tasks()).toEqual(['c']);
  expect(game.complete('c').tasks()).toEqual(['a']);
  game.complete('a').complete('then');
  expect(game.tasks()).toEqual(['b']);
  expect(game.complete('b').tasks()).toEqual(['after']);
});

test('sequential elements chosen while it runs line up', async () => {
  const game = (
    await play(drawing({ attributes: { ordering: 'Sequential' }, until: '= enough = true' }))
  ).start();
  game.choose('ah', 'b');
  game.choose('ah', 'c');
  expect(game.tasks()).toEqual(['b']);
  expect(game.complete('b').tasks()).toEqual(['c']);
});

test('what is not in it, or follows something, cannot be chosen', async () => {
  const game = (await play(drawing({ until: '= false' }))).start();
  const adHoc = Object.values(game.instance.elements).find(({ elementId }) => elementId === 'ah')!;
  for (const elementId of ['after', 'then', 'nowhere']) {
    const refused = game.attempt({
      type: 'elementsActivated',
      elementInstanceKey: adHoc.key,
      elements: [{ elementId, variables: {} }],
    });
    expect(refused).toMatchObject({ code: 'element_not_found' });
  }
  const listed = (await play(drawing({ active: '= ["then"]' }))).start();
  expect(listed.incidents()).toMatchObject([{ elementId: 'ah', code: 'element_not_found' }]);
});

test('a condition that fails is an incident, and is asked again', async () => {
  const game = (await play(drawing({ active: '= ["b","c"]', until: '= enough' }))).start().complete('b');
  expect(game.incidents()).toMatchObject([{ elementId: 'ah', code: 'expression_failed' }]);
  expect(game.resolve({ enough: true }).tasks()).toEqual(['after']);
});

test('a boundary event interrupts it', async () => {
  const late = drawing({ active: '= ["a"]' })
    .boundaryTimer('late', 'ah', { duration: 'P1D' })
    .userTask('x')
    .end('e');
  expect((await play(late)).start().fire('late').tasks()).toEqual(['x']);
});

test('it holds something to do and no start event', async () => {
  const codes = async (inside: Parameters<ReturnType<typeof process>['adHoc']>[1]) =>
    (await readBpmn(process('p').start().adHoc('ah', inside).end().xml())).findings.map(({ code }) => code);
  expect(await codes((one) => one)).toEqual(['ad_hoc_content']);
  expect(await codes((one) => one.start('s').userTask('a'))).toEqual(['ad_hoc_content']);
});
