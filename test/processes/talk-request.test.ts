import { beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../engine/core/keys.ts';
import { findCase } from '../../engine/registers/cases/find-case.ts';
import { listOwnCases } from '../../engine/registers/me/own-cases.ts';
import { useDatabase } from '../support/database.ts';
import { BRANCH, COMMITTEE, DISTRICT, GENERAL } from '../support/district.ts';
import { textOf, useServiceDesk, type ServiceCase } from './service-desk.ts';

const database = useDatabase();
const desk = useServiceDesk(database);

beforeEach(() => desk.services.clock.pin('2026-11-24T09:00:00+08:00'));

const application = (more: JsonObject = {}): JsonObject => ({
  targetRole: 'committee',
  category: '社区治理',
  topic: '小区停车难的问题',
  content: '晚上七点以后小区里没有车位，消防通道也停满了车。',
  secret: false,
  preferTimes: [
    { on: '2026-11-27', part: '上午' },
    { on: '2026-11-28', part: '下午' },
  ],
  ...more,
});

const fixed: JsonObject = {
  scheduleResult: 'fixed',
  talkTime: '2026-11-27T09:30',
  place: '街道三楼会议室',
};

async function toSchedule(more?: JsonObject): Promise<ServiceCase> {
  const one = await desk.apply('talk_request', await desk.member(), application(more));
  await one.work('t_accept', desk.people.district, { acceptResult: 'accept' });
  await one.work('t_dispatch', desk.people.district, {
    responsibleOrg: COMMITTEE,
    targetPerson: '陈立',
    responsiblePerson: '周建',
  });
  return one;
}

const minutes = (more: JsonObject = {}): JsonObject => ({
  talkResult: 'done',
  talkedOn: '2026-11-27',
  recorder: '周建',
  minutes: '党员反映夜间停车困难，约谈人表示将与物业和周边单位协商错时共享。',
  innerNote: '物业公司之前已经拒绝过一次。',
  followUps: [],
  ...more,
});

describe('党员约谈', () => {
  it('assigns unit and person, fixes a time, records the talk and lets the member check it', async () => {
    // given
    const member = await desk.member();
    const { district, committee } = desk.people;
    const one = await desk.apply('talk_request', member, application());
    expect(await one.file()).toMatchObject({ title: '约谈街道党工委书记', summary: '小区停车难的问题' });
    expect(await one.task('t_accept')).toMatchObject({ units: [DISTRICT] });
    await one.work('t_accept', district, { acceptResult: 'accept' });

    // when
    await one.work('t_dispatch', district, {
      responsibleOrg: COMMITTEE,
      targetPerson: '陈立',
      responsiblePerson: '周建',
    });
    const schedule = await one.task('t_schedule');
    expect(schedule).toMatchObject({ units: [COMMITTEE] });
    expect(schedule.due_at).toEqual(desk.services.policy.dueAt('5WD', desk.services.clock.now()));
    await one.work('t_schedule', committee, fixed);
    await one.work('t_confirm', member, { confirmResult: 'confirm' });

    // then: both papers are there, and nothing is to do until the day
    expect((await one.papers()).map(({ title }) => title)).toEqual(['约谈预约单', '约谈通知']);
    expect(textOf((await one.papers())[0]!.html)).toContain(
      '安排在2026年11月27日 09:30，地点：街道三楼会议室',
    );
    expect(await one.open()).toEqual([]);

    // when
    await one.until('2026-11-26T10:00:00+08:00');
    const told = await database.db('notification').where({ member_id: member.memberId }).pluck('title');
    expect(told).toContain('约谈提醒：2026年11月27日 09:30');
    expect(await one.open()).toEqual([]);
    await one.until('2026-11-27T09:30:00+08:00');
    await one.work('t_minutes', committee, minutes());
    await one.work('t_check', member, { checkResult: 'remark', checkRemark: '请给一个时间表。' });
    await one.work('t_rate', member, { rating: 'good' });

    // then
    expect(await one.file()).toMatchObject({ status: 'closed', outcome: 'done', outcome_name: '已约谈' });
    const paper = (await one.papers()).find(({ title }) => title === '约谈纪要')!;
    expect(textOf(paper.html)).toContain('错时共享');
    expect(textOf(paper.html)).toContain('补充意见：请给一个时间表。');
    expect(paper.html).not.toContain('物业公司之前已经拒绝过');
  });

  it('is hidden from branch and general branch when the member asks for it', async () => {
    const secret = await desk.apply('talk_request', await desk.member(), application({ secret: true }));
    const open = await desk.apply('talk_request', await desk.member(), application());
    expect((await secret.file()).hidden_from.sort()).toEqual([GENERAL, BRANCH].sort());
    expect((await open.file()).hidden_from).toEqual([]);
  });

  it('is not hidden from the member who asked for that', async () => {
    const { services, people } = desk;
    const member = await desk.member();
    const { number } = await desk.apply('talk_request', member, application({ secret: true }));
    await expect(findCase(services, people.branch, number)).rejects.toMatchObject({ code: 'not_found' });
    expect(await findCase(services, member, number)).toMatchObject({ number });
    expect((await listOwnCases(services, member)).map((one) => one.number)).toEqual([number]);
  });

  it('goes to the branch when its secretary is asked for, and to the superior when he asks himself', async () => {
    // when
    const one = await desk.apply(
      'talk_request',
      await desk.member(),
      application({ targetRole: 'branch', secret: null }),
    );
    const secretary = await desk.member({ party_post: '支部书记' });
    const own = await desk.apply(
      'talk_request',
      secretary,
      application({ targetRole: 'branch', secret: null }),
    );

    // then
    expect(await one.task('t_accept')).toMatchObject({ units: [BRANCH] });
    expect(await own.task('t_accept')).toMatchObject({ units: [GENERAL] });
  });

  it.each([
    ['branch', '3WD'],
    ['committee', '5WD'],
    ['minister', '10WD'],
    ['district', '15WD'],
  ])('gives who is asked for as %s a term of %s to answer', async (targetRole, term) => {
    // given
    const { branch, district } = desk.people;
    const one = await desk.apply(
      'talk_request',
      await desk.member(),
      application({ targetRole, secret: targetRole === 'branch' ? null : false }),
    );
    const unit = targetRole === 'branch' ? branch : district;
    await one.work('t_accept', unit, { acceptResult: 'accept' });
    await one.work('t_dispatch', unit, {
      responsibleOrg: unit.orgCode,
      targetPerson: '某人',
      responsiblePerson: '周建',
    });

    // then
    const { due_at: dueAt } = await one.task('t_schedule');
    expect(dueAt).toEqual(desk.services.policy.dueAt(term, desk.services.clock.now()));
  });

  it('lets the member ask for another time twice, not a third time', async () => {
    // given
    const one = await toSchedule();
    const { committee } = desk.people;
    const [task] = await one.tasks();
    expect(task!.element_id).toBe('t_schedule');
    const member = await memberOf(one);

    // when
    for (let time = 0; time < 2; time += 1) {
      await one.work('t_schedule', committee, fixed);
      await one.work('t_confirm', member, { confirmResult: 'reschedule', confirmNote: '那天要值班。' });
    }
    await one.work('t_schedule', committee, fixed);

    // then
    const faults = await one.faults('t_confirm', member, { confirmResult: 'reschedule' });
    expect(faults).toEqual({ confirmResult: '请从列出的选项中选择。' });
    await one.work('t_confirm', member, { confirmResult: 'confirm' });
  });

  it('needs the member’s consent to a talk with somebody else', async () => {
    // given
    const one = await toSchedule();
    const member = await memberOf(one);
    await one.work('t_schedule', desk.people.committee, {
      ...fixed,
      scheduleResult: 'proxy',
      proxy: '副书记 吴芳',
      proxyReason: '书记外出培训。',
    });

    // when
    await one.work('t_confirm', member, { confirmResult: 'noProxy', confirmNote: '希望与书记本人谈。' });

    // then
    expect(await one.open()).toEqual(['t_schedule']);
  });

  it('closes by itself after the member has stayed away twice', async () => {
    // given
    const one = await toSchedule();
    const member = await memberOf(one);
    const { committee } = desk.people;

    // when
    await one.work('t_schedule', committee, fixed);
    await one.work('t_confirm', member, { confirmResult: 'confirm' });
    await one.until('2026-11-27T10:00:00+08:00');
    await one.work('t_minutes', committee, { talkResult: 'memberAbsent' });
    await one.work('t_schedule', committee, { ...fixed, talkTime: '2026-12-01T09:30' });
    await one.work('t_confirm', member, { confirmResult: 'confirm' });
    await one.until('2026-12-01T10:00:00+08:00');
    await one.work('t_minutes', committee, { talkResult: 'memberAbsent' });

    // then
    expect(await one.file()).toMatchObject({ outcome: 'expired', outcome_name: '两次未到，自动关闭' });
  });

  it('hands on what was promised, to each unit its own task', async () => {
    // given
    const one = await toSchedule();
    const member = await memberOf(one);
    const { committee, general } = desk.people;
    await one.work('t_schedule', committee, fixed);
    await one.work('t_confirm', member, { confirmResult: 'confirm' });
    await one.until('2026-11-27T10:00:00+08:00');

    // when
    await one.work(
      't_minutes',
      committee,
      minutes({
        followUps: [
          { matter: '与物业协商夜间车位', org: GENERAL, due: '2026-12-20' },
          { matter: '清理消防通道', org: COMMITTEE, due: '2026-12-05' },
        ],
      }),
    );
    await one.work('t_check', member, { checkResult: 'confirmed' });

    // then
    expect((await one.tasks()).map(({ units }) => units).sort()).toEqual([[COMMITTEE], [GENERAL]].sort());
    const forGeneral = (await one.tasks()).find(({ units }) => units[0] === GENERAL)!;
    expect(forGeneral.due_at!.toISOString()).toBe('2026-12-19T16:00:00.000Z');
    for (const [actor, unit] of [
      [general, GENERAL],
      [committee, COMMITTEE],
    ] as const) {
      expect((await one.tasks()).some(({ units }) => units[0] === unit)).toBe(true);
      await one.workAs('t_follow', actor, { followResult: 'done', followNote: '已经办妥，车位增加二十个。' });
    }
    expect(await one.open()).toEqual(['t_rate']);
  });

  it('says why when a talk is not fitting, and tells the district', async () => {
    const one = await toSchedule();
    await one.work('t_schedule', desk.people.committee, {
      scheduleResult: 'unsuitable',
      unsuitableReason: '该事项正在信访程序中，请等待书面答复。',
    });
    expect(await one.file()).toMatchObject({ outcome: 'refused', outcome_name: '不宜约谈' });
  });

  it('asks for two times at least three days ahead', async () => {
    const member = await desk.member();
    const refused = (preferTimes: JsonObject[]) =>
      desk
        .apply('talk_request', member, application({ preferTimes }))
        .catch((problem) => problem.details.fields);
    expect(await refused([{ on: '2026-11-27', part: '上午' }])).toMatchObject([{ field: 'preferTimes' }]);
    expect(
      await refused([
        { on: '2026-11-27', part: '上午' },
        { on: '2026-11-26', part: '上午' },
      ]),
    ).toMatchObject([{ field: 'preferTimes.1.on' }]);
  });
});

async function memberOf(one: ServiceCase) {
  const row = await database.db('case_file').where({ number: one.number }).first('applicant_member_id');
  const memberId = row.applicant_member_id as string;
  return { ...desk.people.member, id: `member:${memberId}`, memberId };
}
