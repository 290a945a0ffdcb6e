import { describe, expect, it } from 'vitest';
import { completeTask } from '../../engine/commands/complete-task.ts';
import { returnTask } from '../../engine/commands/return-task.ts';
import { useCaseDesk } from '../support/case-desk.ts';
import { useDatabase } from '../support/database.ts';
import { openTasks } from '../support/engine-rows.ts';

const database = useDatabase();
const desk = useCaseDesk(database);

describe('returnTask', () => {
  it('asks the applicant for what is missing, and comes back to the unit with the supplement', async () => {
    // given
    const { task, instanceKey, caseId } = await desk.open();

    // when
    await returnTask(desk.services, desk.people.branch, { taskKey: task.key, reason: '请补交收入证明' });

    // then
    const [supplement] = await openTasks(desk.services, instanceKey);
    expect(supplement).toMatchObject({
      element_id: 't_supplement',
      units: [],
      members: [desk.people.member.memberId],
    });
    const note = await database.db('case_note').where({ case_id: caseId, kind: 'return' }).first();
    expect(note).toMatchObject({ text: '请补交收入证明', visible_to_applicant: true });
    const message = await database.db('notification').where({ case_id: caseId }).first();
    expect(message).toMatchObject({ member_id: desk.people.member.memberId, title: '请您办理：补正材料' });
    expect(message.body).toContain('需要补充：请补交收入证明');

    // when
    const { message: words } = await completeTask(desk.services, desk.people.member, {
      taskKey: supplement!.key,
      data: { amount: 1500 },
    });

    // then
    expect(words).toBe('“补正材料”已办理。');
    const [again] = await openTasks(desk.services, instanceKey);
    expect(again).toMatchObject({ element_id: 't_accept' });
    expect(again!.key).not.toBe(task.key);
    expect(await database.db('case_file').where({ id: caseId }).first()).toMatchObject({
      summary: '申请 1500 元',
    });
  });

  it('is not offered where the diagram does not draw it', async () => {
    // given
    const { task, instanceKey } = await desk.open();
    await returnTask(desk.services, desk.people.branch, { taskKey: task.key, reason: '缺材料' });
    const [supplement] = await openTasks(desk.services, instanceKey);

    // then
    await expect(
      returnTask(desk.services, desk.people.member, { taskKey: supplement!.key, reason: '退' }),
    ).rejects.toMatchObject({ status: 403 });
  });
});
