import { expect, test } from 'vitest';
import { play } from '../../support/play.ts';
import { process } from '../../support/process.ts';

test('a user task asks with everything the diagram says about it', async () => {
  // when
  const game = await play(
    process('p')
      .start()
      .userTask('accept', {
        name: '受理\n登记',
        form: 'accept-form',
        properties: { term: '3WD', primaryAction: '受理' },
        extensions: `<zeebe:assignmentDefinition assignee="= who" candidateGroups="= [&quot;0101&quot;, unit]" candidateUsers="a, b" />
          <zeebe:taskSchedule followUpDate="2026-06-02T09:00:00+08:00" /><zeebe:priorityDefinition priority="= 10 * 8" />`,
      })
      .end(),
  );
  game.start({ who: 'li', unit: '0102' });

  // then
  expect(game.openTask('accept')).toMatchObject({
    name: '受理登记',
    formId: 'accept-form',
    term: '3WD',
    dueAt: '2026-06-04T01:00:00.000Z',
    followUpAt: '2026-06-02T01:00:00.000Z',
    priority: 80,
    assignee: 'li',
    candidateGroups: ['0101', '0102'],
    candidateUsers: ['a', 'b'],
    properties: { term: '3WD', primaryAction: '受理' },
    variables: { who: 'li', unit: '0102' },
  });
});

test('a bare user task has no due date, priority 50 and no candidates', async () => {
  const game = (await play(process('p').start().userTask('a').end())).start();
  expect(game.openTask('a')).toMatchObject({
    formId: null,
    term: null,
    dueAt: null,
    followUpAt: null,
    priority: 50,
    assignee: null,
    candidateGroups: [],
    candidateUsers: [],
  });
});

test('a term may depend on an earlier form', async () => {
  const drawing = process('p')
    .start()
    .userTask('a', { properties: { term: '= if urgent then "1WD" else "P15D"' } });
  const game = (await play(drawing)).start({ urgent: true });
  expect(game.openTask('a')).toMatchObject({ term: '1WD', dueAt: '2026-06-02T01:00:00.000Z' });
});

test('the due date of a task schedule may be computed', async () => {
  const schedule = '<zeebe:taskSchedule dueDate="= date(until) + duration(&quot;P1D&quot;)" />';
  const game = await play(process('p').start().userTask('a', { extensions: schedule }).end());
  expect(game.start({ until: '2026-07-01' }).openTask('a').dueAt).toBe('2026-07-01T16:00:00.000Z');
});

test('a due date that cannot be read becomes an incident, and no task is left behind', async () => {
  // given
  const schedule = '<zeebe:taskSchedule dueDate="= until" />';
  const drawing = process('p')
    .start()
    .userTask('a', { extensions: schedule })
    .boundaryTimer('late', 'a', { duration: 'P1D' });
  const game = (await play(drawing)).start({ until: 'soon' });

  // then
  expect(game.incidents()).toMatchObject([{ elementId: 'a', code: 'term_unreadable' }]);
  expect([...game.openTasks(), ...game.openTimers()]).toEqual([]);

  // when
  game.resolve({ until: '2026-07-01' });

  // then
  expect(game.openTask('a').dueAt).toBe('2026-06-30T16:00:00.000Z');
  expect(game.openTimers()).toHaveLength(1);
  expect(game.all('incidentResolved')).toHaveLength(1);
});

test('completing a task twice is refused', async () => {
  // given
  const game = (await play(process('p').start().userTask('a').userTask('b').end())).start();
  const { userTaskKey } = game.openTask('a');
  game.complete('a');

  // then
  expect(game.attempt({ type: 'userTaskCompleted', userTaskKey, variables: {} })).toMatchObject({
    code: 'task_not_found',
    key: userTaskKey,
  });
});
