import { describe, expect, it } from 'vitest';
import { completeTask } from '../../engine/commands/complete-task.ts';
import { useCaseDesk } from '../support/case-desk.ts';
import { useDatabase } from '../support/database.ts';
import { findCase } from '../../engine/registers/cases/find-case.ts';
import { BRANCH, COMMITTEE, OTHER_BRANCH } from '../support/district.ts';
import { openCaseOf, serviceWith } from '../support/jobs.ts';

const database = useDatabase();
const desk = useCaseDesk(database);

async function run(inputs: Record<string, string>) {
  const service = serviceWith((after) => after.serviceTask('s', 'notify', { name: '通知', inputs }));
  const opened = await openCaseOf(desk.services, service, desk.people.member);
  await completeTask(desk.services, desk.people.branch, { taskKey: opened.task.key, data: {} });
  return {
    ...opened,
    messages: await database.db('notification').where({ case_id: opened.caseId }).orderBy('id'),
  };
}

describe('job type notify', () => {
  it('puts a message into the box of the applicant', async () => {
    const { messages, caseNumber } = await run({
      to: '="applicant"',
      title: '="好消息"',
      body: '="编号 " + caseNumber',
    });
    expect(messages[0]).toMatchObject({
      member_id: desk.people.member.memberId,
      org_code: null,
      title: '好消息',
      body: `编号 ${caseNumber}`,
      created_at: desk.services.clock.now(),
    });
  });

  it('finds units by the words of the assignment table', async () => {
    const { messages } = await run({ to: '="branch;approver"', title: '="请知悉"' });
    const units = messages.map((message) => message.org_code).filter(Boolean);
    expect(units.sort()).toEqual([BRANCH, COMMITTEE].sort());
  });

  it('lets units read the case it is copied to (抄送), and no more', async () => {
    // given
    const { people, services } = desk;
    const other = people.other;
    const inputs = { to: `="org:${OTHER_BRANCH}"`, title: '="请知悉"' };

    // when
    const { caseNumber: told } = await run(inputs);
    const { caseNumber: copied, caseId } = await run({ ...inputs, copy: '=true' });

    // then
    await expect(findCase(services, other, told)).rejects.toMatchObject({ code: 'not_found' });
    expect(await findCase(services, other, copied)).toMatchObject({ number: copied });
    await expect(findCase(services, other, copied, 'comment')).rejects.toThrow();
    expect(await database.db('case_note').where({ case_id: caseId, kind: 'copy' }).first()).toMatchObject({
      text: expect.stringMatching(/^抄送.+。$/),
    });
  });

  it('leaves SMS to the outbox', async () => {
    const { messages } = await run({ title: '="请带身份证"', body: '="明天九点"', sms: '=true' });
    expect(messages[0]).toMatchObject({ member_id: desk.people.member.memberId });
    const row = await database.db('outbox').orderBy('key', 'desc').first();
    expect(row).toMatchObject({ state: 'waiting', payload: { text: '请带身份证。明天九点' } });
  });

  it('becomes an incident when there is nobody to tell', async () => {
    const { instanceKey, messages } = await run({ to: '="org:09090909"', title: '="?"' });
    // only the unit that may try again hears of it
    expect(messages.map(({ title }) => title)).toEqual([expect.stringContaining('办件停住了')]);
    const incident = await database.db('incident').where({ instance_key: instanceKey }).first();
    expect(incident).toMatchObject({
      code: 'job_failed',
      element_id: 's',
      message: expect.stringContaining('org:09090909'),
    });
  });
});
