import { beforeAll, describe, expect, it } from 'vitest';
import { completeTask } from '../../engine/commands/complete-task.ts';
import { deploy } from '../../engine/commands/deploy.ts';
import { sendBackTask } from '../../engine/commands/send-back-task.ts';
import { startCase } from '../../engine/commands/start-case.ts';
import type { TaskDetail } from '../../engine/http/resources/tasks/schemas.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import { aidForms } from '../support/aid-service.ts';
import { plantDistrict, type District } from '../support/district.ts';
import { openTasks } from '../support/engine-rows.ts';
import { useServer, type Visitor } from '../support/http.ts';
import { process } from '../support/process.ts';

const server = useServer();
let people: District;
let branch: Visitor;

beforeAll(async () => {
  people = await plantDistrict(server.database.db);
  await server.services.policy.reload();
  const unit = '<zeebe:assignmentDefinition candidateGroups="01020304" />';
  const step = (id: string, name: string, sendBack?: string) =>
    [
      id,
      { name, extensions: unit, properties: sendBack ? { sendBack } : ({} as Record<string, string>) },
    ] as const;
  const drawing = process('steps', { properties: { serviceCode: 'ZB' } })
    .start('start', { extensions: '<zeebe:formDefinition formId="aid-start" />' })
    .userTask(...step('first', '初审'))
    .userTask(...step('second', '复审', 'previous'))
    .userTask(...step('third', '终审', 'any'))
    .end();
  await deploy(server.services, systemActor, {
    name: 'test',
    diagrams: [{ name: 'steps', xml: drawing.xml() }],
    forms: aidForms,
  });
  branch = await server.loginAs('shuiduxincun');
});

/** A case whose first tasks are done; the one that is open now. */
async function caseAfter(done: number): Promise<{ key: string; instanceKey: string; number: string }> {
  const { instanceKey, caseNumber } = await startCase(server.services, people.member, {
    processId: 'steps',
    data: { amount: 1800 },
  });
  for (let count = 0; count < done; count++) {
    const [task] = await openTasks(server.services, instanceKey);
    await completeTask(server.services, people.branch, { taskKey: task!.key, data: {} });
  }
  const [task] = await openTasks(server.services, instanceKey);
  return { key: task!.key, instanceKey, number: caseNumber };
}

describe('a task that may be sent back', () => {
  it('offers the steps before, the latest first, as far as the diagram allows', async () => {
    const earlierOf = async (done: number) => {
      const { key } = await caseAfter(done);
      const { body } = await branch.get<TaskDetail>(`/api/tasks/${key}`);
      return { earlier: body.earlier.map(({ name }) => name), offered: body.actions.includes('sendBack') };
    };
    expect(await earlierOf(0)).toEqual({ earlier: [], offered: false });
    expect(await earlierOf(1)).toEqual({ earlier: ['初审'], offered: true });
    expect(await earlierOf(2)).toEqual({ earlier: ['复审', '初审'], offered: true });
  });

  it('is done once more from there, which the case and the log tell', async () => {
    // given
    const { key, instanceKey, number } = await caseAfter(2);

    // when
    const answer = await branch.post(`/api/tasks/${key}/send-back`, {
      elementId: 'first',
      reason: '材料不符',
    });

    // then
    expect(answer).toMatchObject({
      status: 200,
      body: { caseNumber: number, message: '已退回“初审”重办。' },
    });
    expect(await openTasks(server.services, instanceKey)).toMatchObject([{ element_id: 'first' }]);
    const note = await server.database.db('case_note').where({ kind: 'sendBack' }).first();
    expect(note.text).toBe('“终审”退回“初审”重办：材料不符');
    const line = await server.database.db('audit_log').where({ action: 'sendBackTask' }).first();
    expect(line).toMatchObject({ actor: 'account:shuiduxincun', detail: { to: 'first' } });
  });

  it('goes nowhere else', async () => {
    const { key } = await caseAfter(1);
    const send = (elementId: string) =>
      sendBackTask(server.services, people.branch, { taskKey: key, elementId, reason: '' });
    for (const elementId of ['second', 'third', 'start']) {
      await expect(send(elementId)).rejects.toMatchObject({ code: 'no_send_back', status: 409 });
    }
    const first = await caseAfter(0);
    await expect(
      sendBackTask(server.services, people.branch, { taskKey: first.key, elementId: 'first', reason: '' }),
    ).rejects.toMatchObject({ code: 'no_send_back' });
  });

  it('is sent back once when two do so at the same moment', async () => {
    const { key } = await caseAfter(2);
    const send = () =>
      branch.post(`/api/tasks/${key}/send-back`, { elementId: 'second', reason: '再核一遍' });
    const answers = await Promise.all([send(), send()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});
