import { expect, test } from 'vitest';
import { play } from '../../support/play.ts';
import { process } from '../../support/process.ts';

test('the process is the outermost element instance, under the key of the instance', async () => {
  const game = (await play(process('p').start().userTask('a').end())).start();
  expect(game.instance.elements['1']).toMatchObject({ elementId: 'p', parentKey: null });
  expect(game.events.slice(0, 2)).toMatchObject([
    { type: 'instanceStarted' },
    { type: 'elementActivated', elementInstanceKey: '1', elementType: 'process' },
  ]);
});

test('it ends when nothing inside it lives any more, and says with what', async () => {
  const game = (await play(process('p').start().userTask('a').end())).start({ a: 1 }).complete('a', { b: 2 });
  expect(game.last.slice(-2)).toEqual([
    { type: 'elementCompleted', elementInstanceKey: '1', elementId: 'p', elementType: 'process' },
    { type: 'instanceCompleted', variables: { a: 1, b: 2 } },
  ]);
});
