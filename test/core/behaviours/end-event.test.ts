import { expect, test } from 'vitest';
import { play } from '../../support/play.ts';
import { process } from '../../support/process.ts';

test('an instance ends with its last token, not with the first end event', async () => {
  const game = await play(
    process('p').start().parallel('fork').end('e1').from('fork').userTask('a').end('e2'),
  );
  expect(game.start().instance.state).toBe('active');
  expect(game.complete('a').instance.state).toBe('completed');
});

test('a message end event publishes and ends', async () => {
  const message = (content: string) => process('p').start().node('endEvent', 'bye', { content });
  const drawing = message('<bpmn:messageEventDefinition messageRef="m" />')
    .xml()
    .replace(
      '</bpmn:definitions>',
      `<bpmn:message id="m" name="bye"><bpmn:extensionElements><zeebe:subscription correlationKey="= id" />
       </bpmn:extensionElements></bpmn:message></bpmn:definitions>`,
    );
  const game = (await play(drawing)).start({ id: 5 });
  expect(game.effects).toEqual([
    { type: 'publishMessage', messageName: 'bye', correlationKey: '5', variables: {} },
  ]);
  expect(game.instance.state).toBe('completed');
});
