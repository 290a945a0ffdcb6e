import { expect, test } from 'vitest';
import { play } from '../../support/play.ts';
import { process } from '../../support/process.ts';

test('a send task with a message publishes it', async () => {
  const drawing = process('p')
    .start()
    .node('sendTask', 'shout', { attributes: { messageRef: 'm' }, inputs: { text: 'hello' } })
    .end()
    .xml()
    .replace(
      '</bpmn:definitions>',
      `<bpmn:message id="m" name="news"><bpmn:extensionElements><zeebe:subscription correlationKey="= id" />
       </bpmn:extensionElements></bpmn:message></bpmn:definitions>`,
    );
  const game = (await play(drawing)).start({ id: 'k' });
  expect(game.effects).toEqual([
    { type: 'publishMessage', messageName: 'news', correlationKey: 'k', variables: { text: 'hello' } },
  ]);
  expect(game.instance.state).toBe('completed');
});

test('a send task with a task definition is a job', async () => {
  const job = '<zeebe:taskDefinition type="notify" />';
  const game = (await play(process('p').start().node('sendTask', 'tell', { extensions: job }).end())).start({
    x: 1,
  });
  expect(game.openJob('tell')).toMatchObject({ jobType: 'notify', variables: { x: 1 } });
  expect(game.finishJob('tell').instance.state).toBe('completed');
});
