import { expect, test } from 'vitest';
import { migrate } from '../../engine/core/migrate.ts';
import { proposeMapping, reversePlan, type MigrationPlan } from '../../engine/core/migration-plan.ts';
import { modelOf, Play, play } from '../support/play.ts';
import { process, type ProcessBuilder } from '../support/process.ts';

const keepAll = (mapping: Record<string, string>): MigrationPlan => ({
  mapping,
  timers: 'keep',
  subscriptions: 'keep',
});

let keys = 1_000_000;

/** Moves a played instance to another drawing; by proposal unless a mapping is given. */
async function moved(game: Play, to: ProcessBuilder, plan?: Partial<MigrationPlan>) {
  const target = await modelOf(to);
  const proposed = Object.fromEntries(
    proposeMapping(game.model, target).flatMap(({ from, to }) => (to === null ? [] : [[from, to]])),
  );
  const whole = { ...keepAll(proposed), ...plan };
  const result = migrate(game.model, target, game.instance, { plan: whole, definitionKey: '3' }, game.env());
  if (Array.isArray(result)) return { faults: result, game: null as unknown as Play, plan: whole };
  const next = new Play(target, JSON.parse(JSON.stringify(result.instance)), (keys += 1_000_000));
  next.events = [...game.events, ...result.events];
  next.last = result.events;
  return { faults: [], game: next, plan: whole };
}

test('a mapping is proposed by id, then by name, where the kind is the same', async () => {
  const source = await modelOf(
    process('p').start().userTask('a').userTask('b', { name: '审批' }).userTask('c', { name: '归档' }).end(),
  );
  const target = await modelOf(
    process('p')
      .start()
      .userTask('a')
      .userTask('b2', { name: '审批' })
      .serviceTask('c', 'x', { name: '归档' })
      .end(),
  );
  expect(proposeMapping(source, target)).toEqual([
    { from: 'start', to: 'start', because: 'id' },
    { from: 'a', to: 'a', because: 'id' },
    { from: 'b', to: 'b2', because: 'name' },
    { from: 'c', to: null, because: null },
    { from: 'end', to: 'end', because: 'id' },
  ]);
});

test('tasks go on in the new version, with their variables', async () => {
  // given
  const old = (await play(process('p').start().userTask('a').end())).start({ n: 1 });
  const { userTaskKey } = old.openTask('a');

  // when
  const { game } = await moved(
    old,
    process('p').start().userTask('a', { name: '新名' }).userTask('more').end(),
  );

  // then
  expect(game.last).toMatchObject([
    { type: 'elementMigrated', from: 'a', elementId: 'a', name: '新名', userTaskKey },
    { type: 'instanceMigrated', definitionKey: '3', from: '2' },
  ]);
  expect(game.instance).toMatchObject({ definitionKey: '3' });
  expect(game.trigger({ type: 'userTaskCompleted', userTaskKey, variables: {} }).tasks()).toEqual(['more']);
  expect(game.variables()).toEqual({ n: 1 });
});

test('timers are kept or counted anew; what the target adds is opened, what it lacks closed', async () => {
  // given
  const drawing = (duration: string, second: 'message' | 'signal') => {
    const drawn = process('p').start().userTask('a').end().boundaryTimer('late', 'a', { duration }).end('x');
    return second === 'message'
      ? drawn.on('other', 'a', { message: 'M', key: '= 1' }, { interrupting: false }).end('y')
      : drawn.on('extra', 'a', { signal: 'S' }, { interrupting: false }).end('y');
  };
  const old = (await play(drawing('P1D', 'message'))).start();
  old.now = new Date('2026-06-02T00:00:00Z');
  const { timerKey, dueAt } = old.openTimer('late');

  // when
  const kept = (await moved(old, drawing('P3D', 'signal'))).game;
  const recounted = (await moved(old, drawing('P3D', 'signal'), { timers: 'recount' })).game;

  // then
  expect(kept.openTimers()).toMatchObject([{ timerKey, dueAt }]);
  expect(kept.openSubscriptions()).toEqual([]);
  expect(kept.openSignals()).toMatchObject([{ elementId: 'extra' }]);
  expect(recounted.openTimers()).toMatchObject([{ elementId: 'late', dueAt: '2026-06-05T00:00:00.000Z' }]);
});

test('of what goes round it is the round that goes on waiting', async () => {
  const drawing = process('p')
    .start()
    .receive('r', { message: 'M', key: '= 1', multi: { sequential: true, cardinality: '= 2' } })
    .end();
  const old = (await play(drawing)).start();
  const { subscriptionKey } = old.openSubscription('r');
  const { game } = await moved(old, drawing);
  expect(game.openSubscriptions()).toMatchObject([{ subscriptionKey }]);
  expect(game.correlate('r').correlate('r').instance.state).toBe('completed');
});

test('a reminder that was sent is not sent once more by the other version', async () => {
  // given: it has come once, the other event is still waited for
  const drawing = process('p')
    .start()
    .userTask('a')
    .end()
    .boundaryTimer('remind', 'a', { duration: 'P1D', interrupting: false })
    .end('sent')
    .boundaryTimer('late', 'a', { duration: 'P5D' })
    .end('x');
  const old = (await play(drawing)).start();
  old.fire('remind');
  const { timerKey } = old.openTimer('late');

  // then
  const kept = (await moved(old, drawing)).game;
  expect(kept.openTimers()).toMatchObject([{ timerKey, elementId: 'late' }]);
  const recounted = (await moved(old, drawing, { timers: 'recount' })).game;
  expect(recounted.openTimers()).toMatchObject([{ elementId: 'late' }]);
  // one that the old version did not have comes nevertheless
  const { remind: _, ...mapping } = (await moved(old, drawing)).plan.mapping;
  const added = (await moved(old, drawing, { mapping })).game;
  expect(
    added
      .openTimers()
      .map(({ elementId }) => elementId)
      .sort(),
  ).toEqual(['late', 'remind']);
});

test('subscriptions may be opened again, by what the target says', async () => {
  const drawing = (key: string) => process('p').start().catches('c', { message: 'M', key }).end();
  const old = (await play(drawing('= 1'))).start();
  const kept = (await moved(old, drawing('= 2'))).game;
  expect(kept.openSubscriptions()).toMatchObject([{ correlationKey: '1' }]);
  const reopened = (await moved(old, drawing('= 2'), { subscriptions: 'reopen' })).game;
  expect(reopened.openSubscriptions()).toMatchObject([{ correlationKey: '2' }]);
  expect(reopened.correlate('c').instance.state).toBe('completed');
});

test('an element may move into a sub-process, which begins around it, and out again', async () => {
  // given
  const flat = process('p').start().userTask('a').userTask('b').end();
  const deep = process('p')
    .start()
    .sub('sp', (inside) => inside.start('s').userTask('a').end('e'), { inputs: { inside: '= 7' } })
    .boundaryTimer('late', 'sp', { duration: 'P1D' })
    .end('x')
    .from('sp')
    .userTask('b')
    .end();
  const old = (await play(flat)).start();

  // when
  const into = (await moved(old, deep)).game;

  // then
  expect(into.openTimers()).toHaveLength(1);
  expect(into.instance.elements[into.openTask('a').elementInstanceKey]!.parentKey).not.toBe('1');

  // when
  const out = (await moved(into, flat)).game;

  // then
  expect(out.openTimers()).toEqual([]);
  expect(out.complete('a').tasks()).toEqual(['b']);
  expect(out.variables()).toEqual({ inside: 7 });
});

test('tokens at a join stay there', async () => {
  const drawing = (more: boolean) => {
    const drawn = process('p')
      .start()
      .parallel('fork')
      .userTask('a')
      .parallel('join')
      .userTask('after')
      .end();
    drawn.from('fork').userTask('b').to('join');
    return more ? drawn.from('fork').userTask('c').end('x') : drawn;
  };
  const old = (await play(drawing(false))).start().complete('a');
  const { game } = await moved(old, drawing(true));
  expect(game.complete('b').tasks()).toEqual(['after']);
});

test('every reason why not is told, and nothing has changed', async () => {
  const old = await play(
    process('p')
      .start()
      .parallel('fork')
      .userTask('a')
      .end('e1')
      .from('fork')
      .userTask('b')
      .parallel('join')
      .end('e2')
      .from('fork')
      .to('join'),
  );
  old.start();
  const before = JSON.stringify(old.instance);
  const { faults } = await moved(old, process('p').start().serviceTask('a', 'x').end());
  expect(faults.map(({ elementId, code }) => [elementId, code])).toEqual([
    ['a', 'not_mapped'],
    ['b', 'not_mapped'],
  ]);
  const joinless = await moved(
    old,
    process('p').start().parallel('fork').userTask('a').end('e1').from('fork').userTask('b').end('e2'),
  );
  expect(joinless.faults).toMatchObject([{ elementId: 'join', code: 'join_differs' }]);
  expect(JSON.stringify(old.instance)).toBe(before);
});

test('a mapping that changes the kind is refused', async () => {
  const old = (await play(process('p').start().userTask('a').end())).start();
  const { faults } = await moved(old, process('p').start().serviceTask('b', 'x').end(), {
    mapping: { a: 'b' },
  });
  expect(faults).toMatchObject([{ elementId: 'a', code: 'kind_differs' }]);
  const nowhere = await moved(old, process('p').start().end(), { mapping: { a: 'b' } });
  expect(nowhere.faults).toMatchObject([{ elementId: 'a', code: 'target_missing' }]);
});

test('rounds of a multi-instance activity go along', async () => {
  const drawing = (id: string) =>
    process('p')
      .start()
      .userTask(id, { name: '会签', multi: { collection: '= [1,2]', element: 'n' } })
      .userTask('after')
      .end();
  const old = (await play(drawing('a'))).start().complete('a');
  const { game } = await moved(old, drawing('b'));
  const [task] = game.openTasks();
  game.trigger({ type: 'userTaskCompleted', userTaskKey: task!.userTaskKey, variables: {} });
  expect(game.tasks()).toEqual(['after']);
});

test('while something is being undone it waits', async () => {
  const drawing = () =>
    process('p').start().userTask('a').undo('no', 'a').throws('undo', { compensate: null }).end();
  const old = (await play(drawing())).start().complete('a');
  expect((await moved(old, drawing())).faults).toMatchObject([{ elementId: 'undo', code: 'undoing' }]);
});

test('what can be undone can still be undone afterwards', async () => {
  const drawing = (id: string) =>
    process('p')
      .start()
      .userTask(id, { name: '订' })
      .undo('no', id)
      .userTask('b')
      .throws('undo', { compensate: null })
      .end();
  const old = (await play(drawing('a'))).start().complete('a');
  const { game } = await moved(old, drawing('a2'));
  expect(game.complete('b').tasks()).toEqual(['no']);
});

test('the way back is the plan reversed', async () => {
  const one = process('p').start().userTask('a', { name: '甲' }).end();
  const two = process('p').start().userTask('b', { name: '甲' }).end();
  const old = (await play(one)).start();
  const { game, plan } = await moved(old, two);
  const back = (await moved(game, one, reversePlan(plan))).game;
  expect(back.complete('a').instance.state).toBe('completed');
});

test('a parallel gateway that began the instance waits on only for what has not come yet', async () => {
  // given
  const drawing = (second: string) =>
    process('p')
      .from(null)
      .node('eventBasedGateway', 'first', {
        attributes: { instantiate: 'true', eventGatewayType: 'Parallel' },
      })
      .catchMessage('order', { message: 'order' })
      .userTask('pack')
      .from('first')
      .catchMessage(second, { message: 'payment', key: '=no' })
      .userTask('book')
      .from('first')
      .catchMessage('address', { message: 'address', key: '=no' })
      .end();
  const old = (await play(drawing('payment'))).start({ no: 1 }, 'order').correlate('address');

  // when
  const { game, faults } = await moved(old, drawing('paid'), {
    mapping: { p: 'p', first: 'first', pack: 'pack', payment: 'paid' },
  });

  // then
  expect(faults).toEqual([]);
  expect(game.instance.elements[Object.keys(game.instance.elements)[1]!]!.waits).toMatchObject([
    { type: 'message', elementId: 'paid' },
  ]);
});
