import { expect, test } from 'vitest';
import { readBpmn } from '../../../engine/bpmn/read.ts';
import { startMessages } from '../../../engine/core/timers.ts';
import { play } from '../../support/play.ts';
import { process, type MessageOptions, type ProcessBuilder } from '../../support/process.ts';

test('a receive task waits for its message', async () => {
  const game = await play(process('p').start().receive('hear', { message: 'news', key: '= id' }).end());
  game.start({ id: 'k' });
  expect(game.openSubscription('hear')).toMatchObject({ messageName: 'news', correlationKey: 'k' });
  expect(game.correlate('hear', { text: 'hello' }).variables()).toEqual({ id: 'k', text: 'hello' });
});

test('a boundary event on it ends the wait', async () => {
  const game = await play(
    process('p')
      .start()
      .receive('hear', { message: 'news', key: '= id' })
      .end()
      .boundaryTimer('late', 'hear', { duration: 'P1D' })
      .end('tooLate'),
  );
  game.start({ id: 'k' }).fire('late');
  expect(game.openSubscriptions()).toEqual([]);
  expect(game.completed()).toEqual(['start', 'late', 'tooLate', 'p']);
});

const begins = { instantiate: 'true' };

test('one that begins the process has its message already', async () => {
  // given
  const game = await play(
    process('p')
      .from(null)
      .receive('hear', {
        message: 'news',
        attributes: begins,
        inputs: { said: '=text' },
        outputs: { heard: '=said' },
      })
      .userTask('read')
      .end(),
  );
  expect(startMessages(game.model)).toEqual([{ elementId: 'hear', messageName: 'news' }]);

  // when
  game.start({ text: 'hello' }, 'hear');

  // then
  expect(game.openSubscriptions()).toEqual([]);
  expect(game.openTask('read').variables).toEqual({ text: 'hello', heard: 'hello' });
});

test('one that begins the process is no start for people', async () => {
  const game = await play(
    process('p').from(null).receive('hear', { message: 'news', attributes: begins }).end(),
  );
  expect(game.attempt({ type: 'start', variables: {} })).toMatchObject({ code: 'start_not_found' });
});

const codesOf = async (drawing: ProcessBuilder) =>
  (await readBpmn(drawing.xml())).findings.map(({ code }) => code);

test('what a receive task that begins the process cannot be is said', async () => {
  const hear = (options: Partial<MessageOptions> = {}) =>
    process('p')
      .from(null)
      .receive('hear', { message: 'news', attributes: begins, ...options });
  expect(await codesOf(hear().end())).toEqual([]);
  expect(await codesOf(hear().userTask('a').end().from('a').to('hear'))).toContain('begins_with_flow');
  expect(await codesOf(hear({ multi: { collection: '=[1]' } }).end())).toContain('begins_repeated');
  expect(await codesOf(hear({ message: '=text' }).end())).toContain('message_name_unknown');
  expect(
    await codesOf(hear().end().boundaryTimer('late', 'hear', { duration: 'P1D' }).end('tooLate')),
  ).toContain('begins_with_boundary');
});
