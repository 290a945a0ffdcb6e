import { beforeEach, describe, expect, it } from 'vitest';
import { raiseDueWarnings } from '../../engine/commands/raise-due-warnings.ts';
import { startCase } from '../../engine/commands/start-case.ts';
import type { JsonObject } from '../../engine/core/keys.ts';
import type { MemberActor } from '../../engine/policy/actor.ts';
import { withdrawCase } from '../../engine/commands/withdraw-case.ts';
import { useDatabase } from '../support/database.ts';
import { BRANCH, COMMITTEE, DISTRICT, GENERAL } from '../support/district.ts';
import { textOf, useServiceDesk, type ServiceCase } from './service-desk.ts';

const database = useDatabase();
const desk = useServiceDesk(database);

const TODAY = '2026-11-24T09:00:00+08:00';
const application = { applyWay: 'online', selfReview: '一年来认真学习。'.repeat(30), promise: true };

beforeEach(() => desk.services.clock.pin(TODAY));

function probationer(more: Record<string, unknown> = {}): Promise<MemberActor> {
  return desk.member({
    kind: '预备',
    join_date: '2025-11-20',
    probation_from: '2025-11-20',
    probation_to: '2026-11-20',
    ...more,
  });
}

const meeting = (more: JsonObject = {}): JsonObject => ({
  branchMeeting: {
    meetingDate: '2026-11-24',
    host: '周书记',
    recorder: '钱明',
    eligibleN: 21,
    presentN: 18,
    writtenN: 2,
    approveN: 19,
    opposeN: 0,
    abstainN: 1,
    decision: 'full',
    resolution: '同意按期转为正式党员。',
    ...more,
  },
});

const approval: JsonObject = {
  approveDecision: 'approve',
  approveComment: '同意支部决议。',
  approvalNo: '水党组〔2026〕12号',
  committeeMeeting: {
    meetingDate: '2026-11-24',
    host: '陈立',
    recorder: '吴芳',
    eligibleN: 7,
    presentN: 7,
    writtenN: 0,
    approveN: 7,
    opposeN: 0,
    abstainN: 0,
  },
};

/** From the submission to the branch meeting's task. */
async function toMeeting(member: MemberActor): Promise<ServiceCase> {
  const { branch, committee, general } = desk.people;
  const one = await desk.apply('probation_full', member, application);
  await one.work('t_accept', branch, { acceptResult: 'accept' });
  await one.work('t_opinions', branch, {
    groupLeader: '孙建',
    groupDate: '2026-11-23',
    groupOpinion: '同意转正。',
    askedMembers: 12,
    askedMasses: 5,
    massOpinion: '反映良好，建议按期转正。',
  });
  await one.work('t_review', branch, {
    committeeReview: {
      meetingDate: '2026-11-24',
      host: '周书记',
      recorder: '钱明',
      eligibleN: 3,
      presentN: 3,
      writtenN: 0,
      approveN: 3,
      opposeN: 0,
      abstainN: 0,
      suggestion: 'full',
      resolution: '建议按期转正。',
    },
  });
  await one.work('t_dispatch', committee, {
    serviceOrg: GENERAL,
    serviceOwner: '王敏',
    serviceTask: '了解思想和工作情况并如实反馈。',
  });
  await one.work('t_coach', general, {
    coachRecords: [{ on: '2026-11-24', way: '谈心谈话', content: '了解预备期表现。' }],
    coachReport: '表现积极，参加了全部活动，建议按期转正。',
  });
  return one;
}

async function finish(one: ServiceCase): Promise<void> {
  const { branch } = desk.people;
  await one.work('t_talk', branch, {
    talkDate: '2026-11-24',
    talker: '周书记',
    talkNote: '已将审批结果告知本人，本人表示继续努力。',
    announced: true,
  });
  await one.work('t_archive', branch, {
    archived: ['转正申请书', '支部大会决议'],
    archivePlace: '本人人事档案',
  });
}

const rowOf = (member: MemberActor) => database.db('member').where({ id: member.memberId }).first();
const dayOf = async (member: MemberActor, column: string) =>
  (await database.db.raw(`select ${column}::text as day from member where id = ?`, [member.memberId])).rows[0]
    ?.day;

describe('预备党员转正', () => {
  it('turns a probationary member into a full one, with effect from the end of his probation', async () => {
    // given
    const member = await probationer();
    const one = await toMeeting(member);
    const { branch, general, committee } = desk.people;

    // when
    await one.work('t_meeting', branch, meeting());
    expect(await one.task('t_general')).toMatchObject({ units: [GENERAL] });
    await one.work('t_general', general, { generalDecision: 'approve' });
    expect(await one.task('t_approve')).toMatchObject({ units: [COMMITTEE] });
    await one.work('t_approve', committee, approval);

    // then
    expect(await rowOf(member)).toMatchObject({ kind: '正式' });
    expect(await dayOf(member, 'full_date')).toBe('2026-11-20');
    const changes = await database.db('member_change').where({ member_id: member.memberId }).orderBy('field');
    expect(changes).toMatchObject([
      { field: 'fullDate', new_value: '2026-11-20', basis: '水党组〔2026〕12号', effective_on: '2026-11-24' },
      { field: 'kind', old_value: '预备', new_value: '正式' },
    ]);
    await finish(one);
    expect(await one.file()).toMatchObject({ status: 'closed', outcome: 'done', outcome_name: '已转正' });
  });

  it('prints the resolution and the notice with what was decided', async () => {
    // given
    const one = await toMeeting(await probationer());
    await one.work('t_meeting', desk.people.branch, meeting());
    await one.work('t_general', desk.people.general, { generalDecision: 'approve' });
    await one.work('t_approve', desk.people.committee, approval);

    // then
    const [resolution, notice] = await one.papers();
    expect(textOf(resolution!.html)).toContain('应到会有表决权的党员21名，实到18名，会前提交书面意见2名');
    expect(textOf(notice!.html)).toContain(
      '经2026年11月24日水渡新村网格支部党员大会讨论通过，水渡口街道党工委2026年11月24日会议审议批准（水党组〔2026〕12号），同意你按期转为中共正式党员。党龄从2026年11月20日起计算。',
    );
    expect(notice).toMatchObject({ title: '预备党员转正审批通知', visible_to_applicant: true });
  });

  it('prolongs the probation once; the second time this is not offered', async () => {
    // given
    const member = await probationer();
    const one = await toMeeting(member);
    const { branch, general, committee } = desk.people;

    // when
    await one.work(
      't_meeting',
      branch,
      meeting({ decision: 'extend', extendMonths: 6, resolution: '继续考察半年。' }),
    );
    await one.work('t_general', general, { generalDecision: 'approve' });
    await one.work('t_approve', committee, approval);
    await finish(one);

    // then
    expect(await rowOf(member)).toMatchObject({ kind: '预备', probation_extensions: 1 });
    expect(await dayOf(member, 'probation_to')).toBe('2027-05-20');
    expect(await one.file()).toMatchObject({ outcome: 'done', outcome_name: '已延长预备期' });

    // when: half a year later
    desk.services.clock.pin('2027-05-24T09:00:00+08:00');
    const again = await toMeeting(member);
    const faults = await again.faults(
      't_meeting',
      branch,
      meeting({ meetingDate: '2027-05-24', decision: 'extend', resolution: '再延长半年。' }),
    );

    // then
    expect(faults).toEqual({ 'branchMeeting.decision': '请从列出的选项中选择。' });
  });

  it('takes the status away: the member leaves the base for the archive', async () => {
    // given
    const member = await probationer();
    const one = await toMeeting(member);
    const { branch, general, committee } = desk.people;

    // when
    await one.work(
      't_meeting',
      branch,
      meeting({
        decision: 'cancel',
        cancelReason: '预备期内不履行党员义务，教育后没有改正。',
        resolution: '取消预备党员资格。',
      }),
    );
    await one.work('t_general', general, { generalDecision: 'approve' });
    await one.work('t_approve', committee, approval);
    await finish(one);

    // then
    expect(await rowOf(member)).toBeUndefined();
    const archived = await database.db('member_archive').where({ id: member.memberId }).first();
    expect(archived).toMatchObject({ name: '赵立新', reason: '取消预备党员资格', org_code: BRANCH });
    expect(archived.record).toMatchObject({ kind: '预备' });
    expect(await one.file()).toMatchObject({ outcome: 'rejected', outcome_name: '已取消预备党员资格' });
  });

  it('refuses who is no probationary member, or more than 30 days early', async () => {
    const start = (member: MemberActor) =>
      startCase(desk.services, member, { processId: 'probation_full', data: application });
    await expect(start(desk.people.member)).rejects.toMatchObject({ code: 'not_eligible' });
    const early = await probationer({ probation_to: '2026-12-25' });
    await expect(start(early)).rejects.toMatchObject({ code: 'not_eligible' });
    const inTime = await probationer({ probation_to: '2026-12-24' });
    await expect(start(inTime)).resolves.toMatchObject({
      caseNumber: expect.stringMatching(/^RD-2026-\d{6}$/),
    });
  });

  it('waits for the end of the probation before the meeting, and refuses a meeting before it', async () => {
    // given
    const one = await toMeeting(await probationer({ probation_to: '2026-12-10' }));
    expect(await one.open()).toEqual([]);

    // when
    await one.until('2026-12-09T23:00:00+08:00');
    expect(await one.open()).toEqual([]);
    await one.until('2026-12-10T09:00:00+08:00');

    // then
    expect(await one.open()).toEqual(['t_meeting']);
    const { branch } = desk.people;
    expect(await one.faults('t_meeting', branch, meeting({ meetingDate: '2026-12-09' }))).toEqual({
      'branchMeeting.meetingDate': '会议日期不能晚于今天，也不能早于预备期满日。',
    });
    expect(await one.faults('t_meeting', branch, meeting({ meetingDate: '2026-12-11' }))).toHaveProperty([
      'branchMeeting.meetingDate',
    ]);
  });

  it('counts the votes: no vote below half present, no resolution below half of all', async () => {
    // given
    const one = await toMeeting(await probationer());
    const { branch } = desk.people;
    const votes = (more: JsonObject) => one.faults('t_meeting', branch, meeting(more));

    // then
    expect(await votes({ presentN: 10, approveN: 12, abstainN: 0 })).toEqual({
      'branchMeeting.presentN': '实到人数须超过应到人数的一半，才能表决。',
    });
    expect(await votes({ approveN: 18 })).toEqual({
      'branchMeeting.abstainN': '赞成、不赞成、弃权三项之和，应等于实到人数加书面意见人数。',
    });
    expect(await votes({ presentN: 15, approveN: 10, opposeN: 7, abstainN: 0 })).toEqual({
      'branchMeeting.decision': '请从列出的选项中选择。',
    });

    // when
    await one.work(
      't_meeting',
      branch,
      meeting({
        presentN: 15,
        approveN: 10,
        opposeN: 7,
        abstainN: 0,
        decision: 'again',
        resolution: '未形成决议。',
      }),
    );

    // then
    expect(await one.open()).toEqual(['t_meeting']);
  });

  it('sends the case back to the branch when a superior disagrees', async () => {
    // given
    const one = await toMeeting(await probationer());
    const { branch, general, committee } = desk.people;
    await one.work('t_meeting', branch, meeting());

    // when
    await one.work('t_general', general, { generalDecision: 'return', generalComment: '请补充讨论情况。' });
    await one.work('t_meeting', branch, meeting());
    await one.work('t_general', general, { generalDecision: 'approve' });
    await one.work('t_approve', committee, { approveDecision: 'return', approveComment: '材料不全。' });

    // then
    expect(await one.open()).toEqual(['t_meeting']);
  });

  it('turns red three months after the meeting, tells the district, and never approves by itself', async () => {
    // given
    const member = await probationer();
    const one = await toMeeting(member);
    await one.work('t_meeting', desk.people.branch, meeting());
    await one.work('t_general', desk.people.general, { generalDecision: 'approve' });
    const task = await one.task('t_approve');
    expect(task.due_at!.toISOString()).toBe('2027-02-24T15:59:59.000Z');

    // when
    await one.until('2027-02-25T09:00:00+08:00');
    await raiseDueWarnings(desk.services);

    // then
    const warnings = await database
      .db('red_warning')
      .where({ member_id: member.memberId, resolved_at: null });
    expect(warnings).toMatchObject([{ task_key: task.key, org_code: COMMITTEE }]);
    const told = await database.db('notification').where({ org_code: DISTRICT }).pluck('title');
    expect(told).toContain('预备党员转正超期未审批：赵立新');
    expect(await one.open()).toEqual(['t_approve']);
    expect(await rowOf(member)).toMatchObject({ kind: '预备' });

    // when
    await one.work('t_approve', desk.people.committee, approval);

    // then
    const left = await database.db('red_warning').where({ task_key: task.key, resolved_at: null });
    expect(left).toEqual([]);
  });

  it('asks the applicant to complete the papers, and closes after ten working days without them', async () => {
    // given
    const member = await probationer();
    const one = await desk.apply('probation_full', member, application);

    // when
    await one.giveBack('t_accept', desk.people.branch, '请补充奖惩情况。');
    expect(await one.task('t_supplement')).toMatchObject({ members: [member.memberId] });
    await one.work('t_supplement', member, application);
    await one.giveBack('t_accept', desk.people.branch, '还缺思想汇报。');
    await one.until('2026-12-08T23:00:00+08:00');
    expect(await one.open()).toEqual(['t_supplement']);
    await one.until('2026-12-09T09:00:00+08:00');

    // then
    expect(await one.file()).toMatchObject({
      status: 'closed',
      outcome: 'noSupplement',
      outcome_name: '逾期未补正',
    });
  });

  it('is open once at a time: a second application names the first, and may follow it', async () => {
    // given
    const member = await probationer();
    const first = await desk.apply('probation_full', member, application);

    // when
    const again = await Promise.allSettled([
      desk.apply('probation_full', member, application),
      desk.apply('probation_full', member, application),
    ]);

    // then
    for (const refused of again) {
      expect(refused).toMatchObject({ status: 'rejected', reason: { code: 'already_open', status: 409 } });
      expect((refused as PromiseRejectedResult).reason.message).toContain(first.number);
    }
    await withdrawCase(desk.services, member, { number: first.number, reason: '材料要重写' });
    await desk.apply('probation_full', member, application);
  });
});
