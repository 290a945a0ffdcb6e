import { expect, test } from 'vitest';
import { play } from '../../support/play.ts';
import { process } from '../../support/process.ts';

/** What random processes have found in the engine's core, each as the smallest process that shows it. */

const listener = (on: 'start' | 'end') =>
  `<zeebe:executionListeners><zeebe:executionListener eventType="${on}" type="listen" /></zeebe:executionListeners>`;

test('a completed instance keeps no note of what could have been undone', async () => {
  const game = await play(process('p').start().userTask('a').undo('noA', 'a').end());
  game.start().complete('a');
  expect(game.instance.state).toBe('completed');
  expect(game.instance.compensations).toEqual([]);
});

test('a sub-process whose start listener is asked again does not end before it has begun', async () => {
  const game = await play(
    process('p')
      .start()
      .sub('sp', (inside) => inside.start('s').userTask('a').end('e'), { extensions: listener('start') })
      .end(),
  );
  game.start();
  const { jobKey } = game.openJob('sp');
  game.trigger({ type: 'jobErrorThrown', jobKey, errorCode: 'E', message: '', variables: {} });
  expect(game.incidents()).toMatchObject([{ elementId: 'sp', code: 'error_not_caught' }]);
  game.resolve();
  expect(game.completed()).not.toContain('sp');
  expect(game.finishJob('sp').tasks()).toEqual(['a']);
});

test('a condition that turns while the instance is suspended is met when it goes on', async () => {
  const game = await play(
    process('p').start().userTask('a').end().on('b', 'a', { condition: '= n > 1' }).userTask('late').end('e'),
  );
  game.start({ n: 1 }).trigger({ type: 'suspend' });
  const scopeKey = game.instance.key;
  game.trigger({ type: 'variablesChanged', scopeKey, variables: { n: 2 }, local: false });
  expect(game.tasks()).toEqual(['a']);
  expect(game.trigger({ type: 'resume' }).tasks()).toEqual(['late']);
});

const stuck = () =>
  process('p')
    .start()
    .exclusive('which')
    .when('= true')
    .parallel('join')
    .end()
    .from('which')
    .otherwise()
    .to('join')
    .eventSub('beside', (inside) =>
      inside.startWith('nudge', { message: '催办', key: '= "k"' }, { interrupting: false }).end('nudged'),
    )
    .eventSub('instead', (inside) =>
      inside.startWith('stop', { message: '停办', key: '= "k"' }).userTask('tidy').end('tidied'),
    );

test('that a join waits for ever is said once, whatever else ends in the scope', async () => {
  const game = (await play(stuck())).start();
  expect(game.incidents()).toMatchObject([{ elementId: 'p', code: 'join_waits_forever' }]);
  game.correlate('nudge').correlate('nudge');
  expect(game.incidents()).toHaveLength(1);
});

test('incidents of the process end with it', async () => {
  const game = (await play(stuck())).start().correlate('stop').complete('tidy');
  expect(game.instance.state).toBe('completed');
  expect(game.instance.incidents).toEqual({});
  expect(game.all('incidentResolved')).toHaveLength(1);
});

test('elements are chosen in ad-hoc sub-processes, not in events, tasks or the body of a loop', async () => {
  const game = await play(
    process('p')
      .start()
      .parallel('both')
      .receive('receive', { message: 'm', key: '= "k"' })
      .end('e1')
      .from('both')
      .catchTimer('timer', { duration: 'PT1H' })
      .end('e2')
      .from('both')
      .adHoc('adHoc', (inside) => inside.userTask('a'), { multi: { cardinality: '= 1' } })
      .end('e3'),
  );
  game.start();
  for (const id of ['receive', 'timer', 'adHoc']) {
    const { key } = Object.values(game.instance.elements).find(({ elementId }) => elementId === id)!;
    const elements = [{ elementId: 'a', variables: {} }];
    const refused = game.attempt({ type: 'elementsActivated', elementInstanceKey: key, elements });
    expect(refused).toMatchObject({ code: 'not_waiting' });
  }
});

test('a compensation goes on when what undoes is ended by an event beside it', async () => {
  const game = await play(
    process('p')
      .start()
      .sub('sp', (inside) =>
        inside
          .start('s')
          .userTask('a')
          .end('e')
          .eventSub('undo', (undoing) =>
            undoing.startWith('undone', { compensate: null }).serviceTask('pay_back', 'work').end('paid'),
          ),
      )
      .throws('take_back', { compensate: null })
      .end('end')
      .on('failed', 'sp', { error: 'E' })
      .userTask('by_hand')
      .end('handled'),
  );
  game.start().complete('a');
  const { jobKey } = game.openJob('pay_back');
  game.trigger({ type: 'jobErrorThrown', jobKey, errorCode: 'E', message: '', variables: {} });
  expect(game.completed()).toContain('take_back');
  expect(game.tasks()).toEqual(['by_hand']);
  expect(game.complete('by_hand').instance.state).toBe('completed');
});
