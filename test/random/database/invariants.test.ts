import type { Knex } from 'knex';
import { beforeAll, describe, expect, it } from 'vitest';
import { deploy } from '../../../engine/commands/deploy.ts';
import { startProcess } from '../../../engine/commands/start-process.ts';
import { suspendInstance } from '../../../engine/commands/suspend-instance.ts';
import { completeTask } from '../../../engine/commands/complete-task.ts';
import { systemActor } from '../../../engine/policy/system-actor.ts';
import { useDatabase } from '../../support/database.ts';
import { findViolations, invariants } from '../../support/invariants.ts';
import { process } from '../../support/process.ts';
import { createTestServices, type TestServices } from '../../support/services.ts';

const database = useDatabase();
let services: TestServices;

const outer = process('outer', { properties: { externalJobs: 'bank' } })
  .start()
  .parallel('all')
  .userTask('task')
  .end('e1')
  .from('all')
  .serviceTask('work', 'bank')
  .end('e2')
  .from('all')
  .catchMessage('message', { message: '材料', key: '= no' })
  .end('e3')
  .from('all')
  .catches('signal', { signal: '停办' })
  .end('e4')
  .from('all')
  .catchTimer('timer', { duration: 'PT1H' })
  .end('e5')
  .from('all')
  .call('call', 'inner')
  .end('e6')
  .from('all')
  .exclusive('nowhere')
  .when('= no = 0')
  .end('e7')
  .from('nowhere')
  .when('= no = 0')
  .end('e8');

const begin = async (processId: string) =>
  (await startProcess(services, systemActor, { processId, variables: { no: 1 } })).instanceKey;

/** An instance that waits for one of everything; one that has ended; one that stands still. */
let running: string;
let done: string;

beforeAll(async () => {
  services = await createTestServices(database);
  const drawings = [outer, process('inner').start().userTask('ask').end(), process('short').start().end()];
  const diagrams = drawings.map((one) => ({ name: one.id, xml: one.xml() }));
  await deploy(services, systemActor, { name: 'test', diagrams, forms: [] });
  running = await begin('outer');
  done = await begin('short');
  await suspendInstance(services, systemActor, { instanceKey: await begin('outer'), reason: '' });
  const asked = await begin('inner');
  const task = await database.db('user_task').where({ instance_key: asked }).first('key');
  await completeTask(services, systemActor, { taskKey: task.key, data: {} });
});

it('a sound database breaks no rule', async () => {
  expect(await findViolations(database.pool)).toEqual([]);
});

type Plant = (tx: Knex.Transaction) => PromiseLike<unknown>;

/** Moves the open row of the running instance to the one that has ended. */
const moved =
  (table: string, where: Record<string, unknown> = {}): Plant =>
  (tx) =>
    tx(table)
      .where({ instance_key: running, ...where })
      .update({ instance_key: done });

const gone =
  (table: string): Plant =>
  (tx) =>
    tx(table).where({ instance_key: running }).delete();

const stored =
  (change: string, key: () => string = () => running): Plant =>
  (tx) =>
    tx.raw(`update process_instance set data = ${change} where key = ?`, [key()]);

/** Moves the rows of one table to a year, and leaves the others. */
function filedAlone(table: string): Plant {
  return async (tx) => {
    await tx.raw(`create table ${table}_1999 (like ${table}_live including all);
                  alter table ${table} attach partition ${table}_1999 for values in (1999)`);
    await tx(table).update({ closed_in: 1999 });
  };
}

/** Takes the events of a type out of what the history tells. */
const untold =
  (key: () => string, type: string): Plant =>
  (tx) =>
    tx.raw(
      `update history_step
          set events = (select coalesce(json_agg(e), '[]') from json_array_elements(events) e where e ->> 0 <> ?)
        where instance_key = ?`,
      [type, key()],
    );

const strange = 99;
const ofNobody =
  (table: string): Plant =>
  (tx) =>
    tx(`${table}_live`).where({ instance_key: running }).update({ instance_key: strange });

const planted: Record<string, Plant[]> = {
  'rows are of an instance, and candidates of a task, that there is': [
    ...['user_task', 'job', 'history_step', 'element_instance', 'variable'].map(ofNobody),
    (tx) => tx('timer').where({ instance_key: running }).update({ instance_key: strange }),
    (tx) => tx('subscription').where({ instance_key: running }).update({ instance_key: strange }),
    (tx) =>
      tx('task_candidate_live')
        .where('task_key', tx('task_candidate_live').min('task_key'))
        .update({ task_key: strange }),
  ],
  'an instance is filed whole, with its year': ['history_step', 'user_task', 'task_candidate'].map(
    filedAlone,
  ),
  'what has a state has one that there is': [
    (tx) => tx('process_instance').where({ key: running }).update({ state: 'paused' }),
    (tx) => tx('user_task').where({ instance_key: running }).update({ state: 'done' }),
    (tx) => tx('task_candidate').update({ kind: 'role' }),
    (tx) => tx('job').where({ instance_key: running }).update({ state: 'done' }),
    (tx) => tx('job').where({ instance_key: running }).update({ kind: 'other' }),
    (tx) => tx('timer').where({ instance_key: running }).update({ state: 'done' }),
    (tx) => tx('element_instance').where({ instance_key: running }).update({ state: 'done' }),
  ],
  'no user task of an ended instance is open': [moved('user_task')],
  'no job of an ended instance is open': [
    moved('job'),
    async (tx) => {
      await tx('job').where({ instance_key: running }).update({ instance_key: done, state: 'failed' });
    },
  ],
  'no timer of an ended instance is open': [moved('timer')],
  'no message subscription of an ended instance is open': [moved('subscription')],
  'no signal subscription of an ended instance is open': [moved('signal_subscription')],
  'no incident of an ended instance is open': [moved('incident')],
  'nothing is put off for an ended instance': [
    (tx) => tx('later_step').insert({ instance_key: done, element_instance_key: done }),
  ],
  'the open user tasks of an instance are those it keeps': [
    gone('user_task'),
    (tx) => tx('user_task').where({ state: 'completed' }).update({ state: 'created' }),
  ],
  'the open jobs of an instance are those it keeps': [
    gone('job'),
    (tx) => tx('job').where({ instance_key: running }).update({ element_id: 'other' }),
  ],
  'the waiting timers of an instance are those it keeps': [
    (tx) => tx('timer').where({ instance_key: running }).update({ state: 'fired' }),
  ],
  'the message subscriptions of an instance are those it keeps': [gone('subscription')],
  'the signal subscriptions of an instance are those it keeps': [gone('signal_subscription')],
  'the open incidents of an instance are those it keeps': [
    gone('incident'),
    (tx) => tx('incident').where({ instance_key: running }).update({ code: 'other' }),
  ],
  'the active element instances of an instance are those it keeps': [
    (tx) => tx('element_instance').where({ instance_key: running, element_id: 'task' }).delete(),
    (tx) =>
      tx('element_instance').where({ instance_key: running, element_id: 'task' }).update({ scope_key: 1 }),
  ],
  'the variables of its living scopes of an instance are those it keeps': [
    (tx) => tx('variable').where({ instance_key: running }).update({ value: '2' }),
    gone('variable'),
  ],
  'the state of an instance is the stored one, and it has an end exactly when it has ended': [
    (tx) => tx('process_instance').where({ key: running }).update({ state: 'suspended' }),
    (tx) => tx('process_instance').where({ key: done }).update({ ended_at: null }),
    (tx) => tx('process_instance').where({ key: running }).update({ ended_at: new Date() }),
  ],
  'nothing lives in an ended instance, and its outermost element in every other': [
    stored(`jsonb_set(data, '{joins}', '{"1/gw":["f"]}')`, () => done),
    stored(`jsonb_set(data, '{compensations}', '[{}]')`, () => done),
    stored(`data #- array['elements', key::text]`),
  ],
  'each element instance lives in another one of its instance, only the outermost in none': [
    stored(`jsonb_set(data, array['elements', '7'], '{"key":"7","parentKey":"8","waits":[]}')`),
    stored(`jsonb_set(data, array['elements', '7'], '{"key":"7","parentKey":null,"waits":[]}')`),
  ],
  'history tells once of the beginning and once of the end of each element instance': [
    untold(() => done, 'elementActivated'),
    (tx) =>
      tx.raw(
        `insert into history_step (instance_key, at, events)
         select instance_key, at, json_build_array(json_build_array('elementTerminated', element_id, element_instance_key))
           from history_event where instance_key = ? and type = 'elementCompleted'`,
        [done],
      ),
  ],
  'history and the table of element instances tell the same': [
    (tx) =>
      tx('element_instance')
        .where({ instance_key: done, element_id: 'start' })
        .update({ state: 'terminated' }),
    (tx) => tx('element_instance').where({ instance_key: done, element_id: 'start' }).delete(),
  ],
  'history tells of the beginning of each instance and, when it has ended, of its end': [
    untold(() => done, 'instanceCompleted'),
    untold(() => running, 'instanceStarted'),
  ],
  'a called instance runs only as long as the element that calls it': [
    (tx) => tx('process_instance').where({ parent_key: running }).update({ parent_element_key: running }),
  ],
  'an element that calls has one instance that runs': [
    (tx) =>
      tx('process_instance')
        .where({ parent_key: running })
        .update({ parent_key: null, root_key: tx.ref('key') }),
  ],
  'called instances have the root of those who call them': [
    (tx) => tx('process_instance').where({ parent_key: running }).update({ root_key: done }),
    (tx) => tx('process_instance').where({ key: done }).update({ parent_key: 1 }),
  ],
};

describe('what breaks a rule is found by it', () => {
  it('for each rule there is', () => {
    expect(Object.keys(planted).sort()).toEqual(invariants.map(({ name }) => name).sort());
  });

  const all = Object.entries(planted).flatMap(([name, plants]) =>
    plants.map((plant, index) => ({ name, plant, which: index + 1 })),
  );

  it.each(all)('$name ($which)', async ({ name, plant }) => {
    const { sql } = invariants.find((one) => one.name === name)!;
    await database.db
      .transaction(async (tx) => {
        expect((await tx.raw(sql)).rows).toEqual([]);
        await plant(tx);
        expect((await tx.raw(sql)).rows).not.toEqual([]);
        await tx.rollback(new Error('planted')).catch(() => undefined);
      })
      .catch((error: Error) => {
        if (error.message !== 'planted') throw error;
      });
  });
});
