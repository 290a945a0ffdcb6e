import { beforeEach, describe, expect, it } from 'vitest';
import { useDatabase } from '../support/database.ts';
import { DISTRICT, GENERAL } from '../support/district.ts';
import { textOf, useServiceDesk } from './service-desk.ts';

const database = useDatabase();
const desk = useServiceDesk(database);

beforeEach(() => desk.services.clock.pin('2026-11-24T09:00:00+08:00'));

const opinion = {
  kind: '建议',
  title: '增加夜间停车位',
  content: '建议与周边单位协商夜间错时共享车位。',
};

describe('意见建议', () => {
  it('is accepted by the centre, handled by the unit it assigns, and answered', async () => {
    // given
    const member = await desk.member();
    const { district, general } = desk.people;
    const one = await desk.apply('opinion', member, opinion);
    expect(await one.task('t_accept')).toMatchObject({ units: [DISTRICT] });

    // when
    await one.work('t_accept', district, {
      acceptResult: 'accept',
      kind: '建议',
      handleOrg: GENERAL,
      handleOwner: '王敏',
    });
    const task = await one.task('t_handle');
    await one.work('t_handle', general, {
      adopted: '采纳',
      replyText: '经研究，已与周边两家单位签订错时停车协议。',
    });

    // then
    expect(task).toMatchObject({ units: [GENERAL] });
    expect(task.due_at).toEqual(desk.services.policy.dueAt('15WD', desk.services.clock.now()));
    expect((await one.papers()).map(({ title }) => title)).toEqual(['受理告知单', '答复书']);
    expect(textOf((await one.papers())[1]!.html)).toContain('错时停车协议');
    await one.work('t_rate', member, { rating: 'fair' });
    expect(await one.file()).toMatchObject({ outcome: 'done', outcome_name: '已答复' });
  });

  it('is refused with a reason that reaches the member', async () => {
    // given
    const member = await desk.member();
    const one = await desk.apply('opinion', member, opinion);

    // when
    await one.work('t_accept', desk.people.district, {
      acceptResult: 'refuse',
      refuseReason: '请向物业公司反映。',
    });

    // then
    expect(await one.file()).toMatchObject({ outcome: 'refused' });
    const told = await database.db('notification').where({ member_id: member.memberId }).pluck('body');
    expect(told).toContain('请向物业公司反映。');
  });

  it('comes back to the member for what is missing, and goes on with it', async () => {
    // given
    const member = await desk.member();
    const { district, general } = desk.people;
    const one = await desk.apply('opinion', member, opinion);

    // when
    await one.giveBack('t_accept', district, '请写明是哪个小区。');
    const asked = await database.db('notification').where({ member_id: member.memberId }).first();
    await one.work('t_supplement', member, { ...opinion, content: '水渡新村小区，建议错时共享车位。' });

    // then
    const unread = database.db('notification').where({ member_id: member.memberId, read_at: null });
    expect(await unread).toEqual([]);
    expect(asked.body).toBe('请您补充说明后重新提交。需要补充：请写明是哪个小区。');
    await one.work('t_accept', district, {
      acceptResult: 'accept',
      kind: '建议',
      handleOrg: GENERAL,
      handleOwner: '王敏',
    });
    expect(await one.task('t_handle')).toMatchObject({ units: [GENERAL] });
    await one.work('t_handle', general, {
      adopted: '采纳',
      replyText: '经研究，已与周边两家单位签订错时停车协议。',
    });

    // when nobody rates it
    await one.until('2027-03-01T09:00:00+08:00');

    // then
    expect(await one.file()).toMatchObject({ status: 'closed', outcome_name: '已答复（未评价）' });
  });

  it('ends when nothing is supplemented in ten working days', async () => {
    // given
    const one = await desk.apply('opinion', await desk.member(), opinion);
    await one.giveBack('t_accept', desk.people.district, '请写明是哪个小区。');

    // when
    await one.until('2027-03-01T09:00:00+08:00');

    // then
    expect(await one.file()).toMatchObject({ status: 'closed', outcome_name: '逾期未补正' });
  });
});
