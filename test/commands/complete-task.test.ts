import { describe, expect, it } from 'vitest';
import { claimTask } from '../../engine/commands/claim-task.ts';
import { completeTask } from '../../engine/commands/complete-task.ts';
import { useCaseDesk } from '../support/case-desk.ts';
import { useDatabase } from '../support/database.ts';
import { rowOfInstance } from '../support/engine-rows.ts';

const database = useDatabase();
const desk = useCaseDesk(database);
const accept = { acceptResult: 'accept' };

describe('completeTask', () => {
  it('files the form, moves the token on and closes the case with the outcome of the end it reached', async () => {
    // given
    const { task, caseId, caseNumber, instanceKey } = await desk.open();

    // when
    const done = await completeTask(desk.services, desk.people.branch, { taskKey: task.key, data: accept });

    // then
    expect(done).toEqual({ caseNumber, message: '“支部受理”已办理，整件事已办结。' });
    expect(await rowOfInstance(desk.services, instanceKey)).toMatchObject({ state: 'completed' });
    expect(await database.db('case_file').where({ id: caseId }).first()).toMatchObject({
      status: 'closed',
      outcome: 'done',
      outcome_name: '已救助',
      closed_at: desk.services.clock.now(),
    });
    const forms = await database.db('case_form').where({ case_id: caseId }).orderBy('id');
    expect(forms[1]).toMatchObject({
      task_key: task.key,
      data: accept,
      submitted_by: 'account:shuiduxincun',
      visible_to_applicant: true,
    });
    expect(await database.db('user_task').where({ key: task.key }).first()).toMatchObject({
      state: 'completed',
      completed_by: 'account:shuiduxincun',
    });
  });

  it('tells the applicant what came of it', async () => {
    // given
    const { task, caseId } = await desk.open();

    // when
    await completeTask(desk.services, desk.people.branch, {
      taskKey: task.key,
      data: { acceptResult: 'refuse' },
    });

    // then
    const messages = await database.db('notification').where({ case_id: caseId }).orderBy('id');
    expect(messages.at(-1)).toMatchObject({
      member_id: desk.people.member.memberId,
      title: '您的“困难救助”已办结',
      body: expect.stringContaining('不予受理'),
    });
  });

  it('writes the account of what happened, in order', async () => {
    // given
    const { task, instanceKey } = await desk.open();

    // when
    await completeTask(desk.services, desk.people.branch, { taskKey: task.key, data: accept });

    // then
    const events = await database.db('history_event').where({ instance_key: instanceKey }).orderBy('seq');
    const completed = events
      .filter(({ type }) => type === 'elementCompleted')
      .map((event) => event.element_id);
    expect(completed).toEqual(['start', 't_accept', 'gw', 's_notify', 'end_done', 'aid']);
    expect(events.find(({ type }) => type === 'userTaskCompleted')).toMatchObject({
      actor: 'account:shuiduxincun',
    });
  });

  it('leaves an audit line with the address it came from', async () => {
    // given
    const { task } = await desk.open();

    // when
    await completeTask(desk.services, desk.people.branch, { taskKey: task.key, data: accept });

    // then
    const line = await database
      .db('audit_log')
      .where({ action: 'completeTask', resource_id: task.key })
      .first();
    expect(line).toMatchObject({ actor: 'account:shuiduxincun', ip: '127.0.0.1', resource: 'task' });
  });

  it('changes nothing when the form is refused', async () => {
    // given
    const { task, instanceKey, caseId } = await desk.open();

    // when
    const attempt = completeTask(desk.services, desk.people.branch, {
      taskKey: task.key,
      data: { acceptResult: 'accept', amount: 5000 },
    });

    // then
    await expect(attempt).rejects.toMatchObject({
      code: 'invalid_form',
      details: { fields: [{ field: 'amount' }] },
    });
    expect(await rowOfInstance(desk.services, instanceKey)).toMatchObject({ state: 'active', revision: 2 });
    expect(await database.db('case_form').where({ case_id: caseId })).toHaveLength(1);
  });

  it('lets one of two win who complete at the same moment, and tells the other plainly', async () => {
    // given
    const { task } = await desk.open();

    // when
    const outcomes = await Promise.allSettled(
      [desk.people.branch, desk.people.colleague, desk.people.branch, desk.people.colleague].map((actor) =>
        completeTask(desk.services, actor, { taskKey: task.key, data: accept }),
      ),
    );

    // then
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected')
        expect(outcome.reason).toMatchObject({ code: 'task_gone', status: 409 });
    }
  });

  it('does not let a colleague complete what somebody has claimed', async () => {
    // given
    const { task } = await desk.open();
    await claimTask(desk.services, desk.people.branch, { taskKey: task.key });

    // then
    await expect(
      completeTask(desk.services, desk.people.colleague, { taskKey: task.key, data: accept }),
    ).rejects.toMatchObject({
      code: 'task_claimed',
      status: 409,
      message: expect.stringContaining('水渡新村网格支部'),
    });
  });

  it('refuses units that are not responsible', async () => {
    // given
    const { task } = await desk.open();

    // then: a superior sees it but does not work it, a stranger does not even see it
    await expect(
      completeTask(desk.services, desk.people.committee, { taskKey: task.key, data: accept }),
    ).rejects.toMatchObject({ code: 'forbidden', status: 403 });
    await expect(
      completeTask(desk.services, desk.people.other, { taskKey: task.key, data: accept }),
    ).rejects.toMatchObject({ code: 'not_found', status: 404 });
  });

  it('does not take a form filled in before the task changed hands', async () => {
    // given
    const { task } = await desk.open();
    await claimTask(desk.services, desk.people.branch, { taskKey: task.key });

    // then
    await expect(
      completeTask(desk.services, desk.people.branch, { taskKey: task.key, data: accept, revision: 1 }),
    ).rejects.toMatchObject({ code: 'conflict', status: 409 });
  });

  it('waits for whoever holds the case instead of failing', async () => {
    // given
    const { task, instanceKey } = await desk.open();
    const holder = await database.pool.connect();
    await holder.query('begin');
    await holder.query('select 1 from process_instance where key = $1 for update', [instanceKey]);

    // when
    const attempt = completeTask(desk.services, desk.people.branch, { taskKey: task.key, data: accept });
    setTimeout(() => void holder.query('commit').then(() => holder.release()), 150);

    // then
    await expect(attempt).resolves.toMatchObject({ message: expect.any(String) });
  });
});
