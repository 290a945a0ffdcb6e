import { expect, test } from 'vitest';
import { readBpmn } from '../../../engine/bpmn/read.ts';
import { play } from '../../support/play.ts';
import { process, type ProcessBuilder } from '../../support/process.ts';

const trip = (undo: (drawn: ProcessBuilder) => ProcessBuilder) =>
  undo(
    process('p')
      .start()
      .userTask('hotel')
      .undo('noHotel', 'hotel')
      .userTask('train')
      .undo('noTrain', 'train')
      .userTask('plain'),
  );

test('what has completed is undone, the latest first, and the thrower waits for it', async () => {
  const game = await play(
    trip((drawn) => drawn.throws('undo', { compensate: null }).userTask('after').end()),
  );
  game.start({ n: 1 }).complete('hotel').complete('train').complete('plain');
  expect(game.tasks()).toEqual(['noTrain']);
  expect(game.complete('noTrain', { n: 2 }).tasks()).toEqual(['noHotel']);
  expect(game.openTask('noHotel').variables).toEqual({ n: 2 });
  expect(game.complete('noHotel').tasks()).toEqual(['after']);
  expect(game.complete('after').instance.state).toBe('completed');
});

test('an end event may throw it, and one activity may be named', async () => {
  const game = await play(trip((drawn) => drawn.endWith('undo', { compensate: 'hotel' })));
  game.start().complete('hotel').complete('train').complete('plain');
  expect(game.tasks()).toEqual(['noHotel']);
  expect(game.complete('noHotel').instance.state).toBe('completed');
});

test('what has not completed, or was undone already, is not undone', async () => {
  const drawing = process('p')
    .start()
    .exclusive('which')
    .when('= go')
    .userTask('hotel')
    .undo('noHotel', 'hotel')
    .exclusive('merge')
    .throws('once', { compensate: null })
    .throws('twice', { compensate: null })
    .end()
    .from('which')
    .otherwise()
    .to('merge');
  const game = await play(drawing);
  expect(game.start({ go: false }).instance.state).toBe('completed');
  const other = (await play(drawing)).start({ go: true }).complete('hotel');
  expect(other.tasks()).toEqual(['noHotel']);
  expect(other.complete('noHotel').instance.state).toBe('completed');
});

test('each completed round of a multi-instance activity is undone', async () => {
  const game = await play(
    process('p')
      .start()
      .userTask('each', { multi: { collection: '= ["甲","乙"]', element: 'who' } })
      .undo('noEach', 'each')
      .endWith('undo', { compensate: null }),
  );
  game.start().complete('each').complete('each');
  expect(game.complete('noEach').tasks()).toEqual(['noEach']);
  expect(game.complete('noEach').instance.state).toBe('completed');
});

const withSub = (inEvent: boolean) =>
  process('p')
    .start()
    .userTask('first')
    .undo('noFirst', 'first')
    .sub(
      'sp',
      (inside) => {
        const drawn = inside
          .start('s')
          .userTask('a')
          .undo('noA', 'a')
          .userTask('b')
          .undo('noB', 'b')
          .end('e');
        if (!inEvent) return drawn;
        return drawn.eventSub('es', (event) =>
          event
            .startWith('c', { compensate: null })
            .userTask('own')
            .throws('inner', { compensate: 'a' })
            .end('done'),
        );
      },
      { inputs: { inside: '= 7' } },
    )
    .endWith('undo', { compensate: null });

test('a completed sub-process is undone from inside, with the variables it ended with', async () => {
  const game = (await play(withSub(false))).start().complete('first').complete('a').complete('b');
  expect(game.tasks()).toEqual(['noB']);
  expect(game.openTask('noB').variables).toEqual({ inside: 7 });
  expect(game.complete('noB').tasks()).toEqual(['noA']);
  expect(game.complete('noA').tasks()).toEqual(['noFirst']);
  expect(game.complete('noFirst').instance.state).toBe('completed');
});

test('its own event sub-process decides how it is undone', async () => {
  const game = (await play(withSub(true))).start().complete('first').complete('a').complete('b');
  expect(game.tasks()).toEqual(['own']);
  expect(game.openTask('own').variables).toEqual({ inside: 7 });
  expect(game.complete('own').tasks()).toEqual(['noA']);
  expect(game.complete('noA').tasks()).toEqual(['noFirst']);
  expect(game.complete('noFirst').instance.state).toBe('completed');
});

test('a sub-process that was interrupted has nothing to undo', async () => {
  const game = await play(
    process('p')
      .start()
      .sub('sp', (inside) => inside.start('s').userTask('a').undo('noA', 'a').userTask('b').end('e'))
      .boundaryTimer('late', 'sp', { duration: 'P1D' })
      .endWith('undo', { compensate: null }),
  );
  game.start().complete('a').fire('late');
  expect(game.tasks()).toEqual([]);
  expect(game.instance.state).toBe('completed');
  expect(game.instance.compensations).toEqual([]);
});

test('an event sub-process of the process undoes what the process has done', async () => {
  const game = await play(
    process('p')
      .start()
      .userTask('a')
      .undo('noA', 'a')
      .userTask('b')
      .end()
      .eventSub('es', (inside) =>
        inside.startWith('s', { signal: 'S' }).endWith('undo', { compensate: null }),
      ),
  );
  game.start().complete('a').receive('s');
  expect(game.tasks()).toEqual(['noA']);
  expect(game.complete('noA').instance.state).toBe('completed');
});

test('nothing is noted where nothing can be undone', async () => {
  const game = (await play(process('p').start().userTask('a').userTask('b').end())).start().complete('a');
  expect(game.instance.compensations).toBeUndefined();
});

test('a handler has to be associated, marked, and out of the flow', async () => {
  const codes = async (drawing: ProcessBuilder) =>
    (await readBpmn(drawing.xml())).findings.map(({ elementId, code }) => [elementId, code]);
  const base = () => process('p').start().userTask('a').end();
  expect(await codes(base().on('b', 'a', { compensate: null }))).toEqual([
    ['b', 'compensation_handler_missing'],
  ]);
  const unmarked = base()
    .on('b', 'a', { compensate: null })
    .from(null)
    .userTask('h')
    .raw('<bpmn:association id="x" sourceRef="b" targetRef="h" />');
  expect(await codes(unmarked)).toEqual([['b', 'compensation_handler_in_flow']]);
});
