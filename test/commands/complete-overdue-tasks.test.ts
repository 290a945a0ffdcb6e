import { beforeAll, describe, expect, it } from 'vitest';
import { completeOverdueTasks } from '../../engine/commands/complete-overdue-tasks.ts';
import { deploy } from '../../engine/commands/deploy.ts';
import { startCase } from '../../engine/commands/start-case.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import { aidForms } from '../support/aid-service.ts';
import { useDatabase } from '../support/database.ts';
import { plantDistrict, type District } from '../support/district.ts';
import { openTasks } from '../support/engine-rows.ts';
import { process } from '../support/process.ts';
import { createTestServices, type TestServices } from '../support/services.ts';

const database = useDatabase();
let services: TestServices;
let people: District;

beforeAll(async () => {
  services = await createTestServices(database);
  people = await plantDistrict(database.db);
  await services.policy.reload();
  const drawing = process('silent', { properties: { serviceCode: 'ZC' } })
    .start('start', { extensions: '<zeebe:formDefinition formId="aid-start" />' })
    .userTask('ask', { name: '征求意见', properties: { term: '3WD', overdueWith: 'answer=同意' } })
    .userTask('after', { name: '归档', properties: { term: '1WD' } })
    .end();
  await deploy(services, systemActor, {
    name: 'test',
    diagrams: [{ name: 'silent', xml: drawing.xml() }],
    forms: aidForms,
  });
});

const open = () => startCase(services, people.member, { processId: 'silent', data: { amount: 1800 } });
const steps = async (instanceKey: string) =>
  (await openTasks(services, instanceKey)).map(({ element_id }) => element_id);

describe('a task whose diagram says what silence means', () => {
  it('is answered so when its term has run out, once, and the case says so', async () => {
    // given
    const { instanceKey } = await open();
    expect(await completeOverdueTasks(services)).toEqual({ done: 0, failed: [] });

    // when
    services.clock.advance(5 * 24 * 3_600_000);
    const results = await Promise.all([completeOverdueTasks(services), completeOverdueTasks(services)]);

    // then
    expect(results.map(({ failed }) => failed)).toEqual([[], []]);
    expect(results[0].done + results[1].done).toBe(1);
    expect(await steps(instanceKey)).toEqual(['after']);
    const { data } = await database.db('process_instance').where({ key: instanceKey }).first('data');
    expect(data.elements[instanceKey].variables).toMatchObject({ answer: '同意' });
    expect(await database.db('case_note').where({ kind: 'overdue' }).first()).toMatchObject({
      text: '“征求意见”到期没有办理，按流程规定自动处理。',
      author: 'system',
    });
    expect(await database.db('audit_log').where({ action: 'completeOverdueTask' }).first()).toMatchObject({
      actor: 'system',
      detail: { values: { answer: '同意' } },
    });
  });

  it('without such a word a task only turns red', async () => {
    const { instanceKey } = await open();
    services.clock.advance(5 * 24 * 3_600_000);
    await completeOverdueTasks(services);
    services.clock.advance(5 * 24 * 3_600_000);
    expect(await completeOverdueTasks(services)).toEqual({ done: 0, failed: [] });
    expect(await steps(instanceKey)).toEqual(['after']);
  });
});
