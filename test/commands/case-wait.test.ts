import { beforeAll, describe, expect, it } from 'vitest';
import { completeTask } from '../../engine/commands/complete-task.ts';
import { deploy } from '../../engine/commands/deploy.ts';
import { fireDueTimers } from '../../engine/commands/fire-due-timers.ts';
import { startCase } from '../../engine/commands/start-case.ts';
import { caseListQuery } from '../../engine/http/resources/cases/schemas.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import { readCase } from '../../engine/registers/cases/case-detail.ts';
import { listCases } from '../../engine/registers/cases/list-cases.ts';
import { listOwnCases } from '../../engine/registers/me/own-cases.ts';
import { aidForms } from '../support/aid-service.ts';
import { useCaseDesk } from '../support/case-desk.ts';
import { useDatabase } from '../support/database.ts';
import { openTasks } from '../support/engine-rows.ts';
import { process } from '../support/process.ts';

const database = useDatabase();
const desk = useCaseDesk(database);

/** A notice of five days between a review and an approval. */
function notice(id: string, serviceCode: string, name: string, milestones?: string) {
  return process(id, { properties: { serviceCode, ...(milestones ? { milestones } : {}) } })
    .start('start', { extensions: '<zeebe:formDefinition formId="aid-start" />' })
    .userTask('t_review', { name: '支部评议', form: 'aid-accept' })
    .catchTimer('e_public', { name, duration: 'P5D' })
    .userTask('t_approve', { name: '上级审批', form: 'aid-accept' })
    .end('end')
    .xml();
}

beforeAll(async () => {
  const steps = '申请=start;支部评议=t_review;公示=e_public;上级审批=t_approve;办结=end';
  await deploy(desk.services, systemActor, {
    name: 'notices',
    diagrams: [
      { name: 'a', xml: notice('drawn', 'ZP', '公示五个工作日', steps) },
      { name: 'b', xml: notice('named', 'ZQ', '等候异议') },
      { name: 'c', xml: notice('nameless', 'ZR', '', steps) },
      { name: 'd', xml: notice('silent', 'ZS', '') },
    ],
    forms: aidForms,
  });
});

async function reviewed(processId: string) {
  const { services, people } = desk;
  const { instanceKey, caseNumber } = await startCase(services, people.member, {
    processId,
    data: { amount: 1800 },
  });
  const [task] = await openTasks(services, instanceKey);
  await completeTask(services, systemActor, { taskKey: task!.key, data: { acceptResult: 'accept' } });
  return caseNumber;
}

async function whereIs(caseNumber: string) {
  const { services, people } = desk;
  const { items } = await listCases(services, people.branch, caseListQuery.parse({ q: caseNumber }));
  const { path } = await readCase(services, people.branch, caseNumber);
  const own = (await listOwnCases(services, people.member)).find(({ number }) => number === caseNumber);
  return {
    list: items[0]!.currentTask,
    own: own!.statusText,
    path: path.map(({ name, state }) => `${name} ${state}`),
    note: path.find(({ state }) => state === 'current')?.note,
  };
}

/** Five days from 2026-11-24, where the clock of tests stands, is a Sunday: the term ends on the next working day. */
const WORDS = '公示中，至 11月30日';

describe('a case that waits for a day', () => {
  it('stands there, on its path and in the list', async () => {
    const number = await reviewed('drawn');
    expect(await whereIs(number)).toEqual({
      list: WORDS,
      own: WORDS,
      path: ['申请 done', '支部评议 done', '公示 current', '上级审批 ahead', '办结 ahead'],
      note: WORDS,
    });
  });

  it('is called by the milestone where the event has no name, and by the event where there is no milestone', async () => {
    expect(await whereIs(await reviewed('nameless'))).toMatchObject({ list: WORDS, note: WORDS });
    expect(await whereIs(await reviewed('named'))).toMatchObject({
      list: '等候异议，至 11月30日',
      own: '等候异议，至 11月30日',
      path: ['等候异议 current', '办结 ahead'],
    });
    expect(await whereIs(await reviewed('silent'))).toMatchObject({ list: null, own: '办理中' });
  });

  it('goes on when the day has come', async () => {
    const number = await reviewed('drawn');
    desk.services.clock.advance(7 * 86_400_000);
    await fireDueTimers(desk.services);
    expect(await whereIs(number)).toMatchObject({
      list: '上级审批',
      path: ['申请 done', '支部评议 done', '公示 done', '上级审批 current', '办结 ahead'],
    });
  });
});
