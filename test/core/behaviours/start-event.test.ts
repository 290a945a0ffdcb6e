import { expect, test } from 'vitest';
import { play } from '../../support/play.ts';
import { process } from '../../support/process.ts';

import { startMessages, startTimers } from '../../../engine/core/timers.ts';

const drawing = () =>
  process('p')
    .start()
    .userTask('a')
    .start('monthly', {
      content:
        '<bpmn:timerEventDefinition><bpmn:timeCycle>R/P1M</bpmn:timeCycle></bpmn:timerEventDefinition>',
    })
    .userTask('b')
    .start('joined', { content: '<bpmn:messageEventDefinition messageRef="m" />' })
    .userTask('c')
    .xml()
    .replace('</bpmn:definitions>', '<bpmn:message id="m" name="new member" /></bpmn:definitions>');

test('an instance begins at the none start event unless another is named', async () => {
  expect((await play(drawing())).start().openTasks()[0]!.elementId).toBe('a');
  expect((await play(drawing())).start({}, 'monthly').openTasks()[0]!.elementId).toBe('b');
  expect((await play(drawing())).start({ id: 1 }, 'joined').openTasks()[0]!.variables).toEqual({ id: 1 });
});

test('a process tells which timers and messages start it', async () => {
  const game = await play(drawing());
  expect(startMessages(game.model)).toEqual([{ elementId: 'joined', messageName: 'new member' }]);
  expect(startTimers(game.model, game.env(), game.now)).toEqual([
    { elementId: 'monthly', due: { at: new Date('2026-07-01T01:00:00Z'), repeats: null } },
  ]);
});
