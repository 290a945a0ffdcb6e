import { expect, test } from 'vitest';
import { readBpmn } from '../../../engine/bpmn/read.ts';
import type { EventDrawing } from '../../support/event-drawing.ts';
import { play } from '../../support/play.ts';
import { process } from '../../support/process.ts';

const withEvent = (event: EventDrawing, interrupting = true) =>
  process('p')
    .start()
    .userTask('work')
    .end()
    .eventSub('es', (inside) =>
      inside.startWith('happened', event, { interrupting }).userTask('handle').end('handled'),
    );

test('an interrupting one takes the place of what the scope was doing', async () => {
  const game = (await play(withEvent({ message: '撤回', key: '= id' }))).start({ id: 7 });
  game.correlate('happened', { reason: '不办了' });
  expect(game.tasks()).toEqual(['handle']);
  expect(game.terminated()).toEqual(['work']);
  expect(game.openTask('handle').variables).toEqual({ id: 7, reason: '不办了' });
  expect(game.complete('handle').instance.state).toBe('completed');
  expect(game.variables()).toEqual({ id: 7 });
});

test('a non-interrupting one runs beside it, as often as its event happens', async () => {
  const game = (await play(withEvent({ message: '催办', key: '= id' }, false))).start({ id: 7 });
  game.correlate('happened').correlate('happened');
  expect(game.tasks()).toEqual(['work', 'handle', 'handle']);
  game.complete('work').complete('handle');
  expect(game.instance.state).toBe('active');
  expect(game.complete('handle').instance.state).toBe('completed');
  expect(game.openSubscriptions()).toEqual([]);
});

test('the wait ends with the scope', async () => {
  const game = (await play(withEvent({ duration: 'P3D' }))).start();
  expect(game.openTimers()).toHaveLength(1);
  expect(game.complete('work').instance.state).toBe('completed');
  expect(game.openTimers()).toEqual([]);
});

test('an interrupting timer leaves nothing of the scope waiting', async () => {
  const game = (await play(withEvent({ duration: 'P3D' }))).start();
  game.fire('happened');
  expect(game.openTimers()).toEqual([]);
  expect(game.complete('handle').instance.state).toBe('completed');
});

const throwing = (event: EventDrawing, thrown: EventDrawing, interrupting = true) =>
  process('p')
    .start()
    .sub('sp', (inside) =>
      inside
        .start('s')
        .parallel('both')
        .userTask('beside')
        .end('e1')
        .from('both')
        .userTask('go')
        .endWith('thrown', thrown)
        .eventSub('es', (event_) =>
          event_.startWith('happened', event, { interrupting }).userTask('handle').end('handled'),
        ),
    )
    .userTask('after')
    .end()
    .on('outer', 'sp', { error: null })
    .end('lost');

test('it catches an error thrown in its scope before the boundary events on the scope', async () => {
  const game = (await play(throwing({ error: 'E' }, { error: 'E' }))).start().complete('go');
  expect(game.tasks()).toEqual(['handle']);
  expect(game.terminated()).toContain('beside');
  expect(game.complete('handle').tasks()).toEqual(['after']);
});

test('an error it throws itself goes to the boundary event', async () => {
  const game = await play(
    process('p')
      .start()
      .sub('sp', (inside) =>
        inside
          .start('s')
          .userTask('go')
          .endWith('thrown', { error: 'E' })
          .eventSub('es', (event) =>
            event.startWith('happened', { error: null }).userTask('handle').endWith('again', { error: 'E' }),
          ),
      )
      .end()
      .on('outer', 'sp', { error: null })
      .userTask('rescue')
      .end('e'),
  );
  expect(game.start().complete('go').complete('handle').tasks()).toEqual(['rescue']);
});

test('an escalation is caught beside the work that goes on', async () => {
  const game = (await play(throwing({ escalation: 'X' }, { escalation: 'X' }, false))).start().complete('go');
  expect(game.tasks()).toEqual(['beside', 'handle']);
  game.complete('beside').complete('handle');
  expect(game.tasks()).toEqual(['after']);
});

test('each round of a multi-instance sub-process has its own', async () => {
  const game = await play(
    process('p')
      .start()
      .sub(
        'each',
        (inside) =>
          inside
            .start('s')
            .userTask('work')
            .end('e')
            .eventSub('es', (event) =>
              event.startWith('stop', { message: '停', key: '= who' }).userTask('handle').end('h'),
            ),
        { multi: { collection: '= ["甲","乙"]', element: 'who' } },
      )
      .end(),
  );
  game.start();
  expect(game.openSubscriptions().map(({ correlationKey }) => correlationKey)).toEqual(['甲', '乙']);
  game.correlate('stop');
  expect(game.tasks()).toEqual(['work', 'handle']);
  expect(game.complete('work').complete('handle').instance.state).toBe('completed');
});

test('one inside another', async () => {
  const game = await play(
    process('p')
      .start()
      .userTask('work')
      .end()
      .eventSub('outer', (one) =>
        one
          .startWith('first', { signal: '一' })
          .userTask('a')
          .end('e1')
          .eventSub('inner', (two) => two.startWith('second', { signal: '二' }).userTask('b').end('e2')),
      ),
  );
  game.start().receive('first').receive('second');
  expect(game.tasks()).toEqual(['b']);
  expect(game.complete('b').instance.state).toBe('completed');
});

test('what cannot be evaluated when the scope begins is an incident on it', async () => {
  const game = await play(
    process('p')
      .start()
      .sub('sp', (inside) =>
        inside
          .start('s')
          .userTask('work')
          .end('e')
          .eventSub('es', (event) => event.startWith('m', { message: 'm', key: '= id' }).end('h')),
      )
      .end(),
  );
  game.start();
  expect(game.incidents()).toMatchObject([{ elementId: 'sp', code: 'correlation_key_unreadable' }]);
  expect(game.resolve({ id: 1 }).tasks()).toEqual(['work']);
});

test('it needs one start event that says what begins it, and no flows', async () => {
  const none = process('p')
    .start()
    .end()
    .eventSub('es', (inside) => inside.start('s').end('e'));
  const flowed = process('p').start().raw('<bpmn:subProcess id="es" triggeredByEvent="true" />').end();
  const codes = async (xml: string) => (await readBpmn(xml)).findings.map(({ code }) => code);
  expect(await codes(none.xml())).toEqual(['event_sub_process_start']);
  expect(await codes(flowed.xml())).toEqual(['event_sub_process_start']);
});
