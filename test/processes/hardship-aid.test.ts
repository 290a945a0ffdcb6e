import { beforeEach, describe, expect, it } from 'vitest';
import { raiseDueWarnings } from '../../engine/commands/raise-due-warnings.ts';
import { startCase } from '../../engine/commands/start-case.ts';
import { withdrawCase } from '../../engine/commands/withdraw-case.ts';
import type { JsonObject } from '../../engine/core/keys.ts';
import type { MemberActor } from '../../engine/policy/actor.ts';
import { useDatabase } from '../support/database.ts';
import { BRANCH, COMMITTEE, DISTRICT, GENERAL } from '../support/district.ts';
import { textOf, useServiceDesk, type ServiceCase } from './service-desk.ts';

const database = useDatabase();
const desk = useServiceDesk(database);

const TODAY = '2026-11-24T09:00:00+08:00';
const ACCOUNT = '6222021234567890123';
const ILLNESS = '去年确诊肺部疾病，两次住院手术，仍需长期服药复查。';

beforeEach(() => desk.services.clock.pin(TODAY));

const application = (more: JsonObject = {}): JsonObject => ({
  familySize: 3,
  familyMonthlyIncome: '4800.00',
  familyMembers: [{ name: '孙梅', relation: '妻子', age: 52, job: '无业', income: '0', health: '一般' }],
  subsistence: 'no',
  hardshipTypes: ['因病', '失业'],
  medicalCost: '36500.50',
  statement: ILLNESS,
  urgent: false,
  aidWays: ['资金', '结对帮扶'],
  amountApplied: '3000.00',
  bankAccountName: '赵立新',
  bankName: '农业银行水渡口支行',
  bankNo: ACCOUNT,
  promise: true,
  ...more,
});

const verified: JsonObject = {
  verifierA: '孙建',
  verifierB: '钱明',
  verifyDate: '2026-11-24',
  verifyResult: 'true',
  verifyNote: '入户查看，家庭收入和病情与申请一致。',
};

const reviewed = (more: JsonObject = {}): JsonObject => ({
  branchReview: {
    meetingDate: '2026-11-24',
    host: '周书记',
    recorder: '钱明',
    eligibleN: 21,
    presentN: 18,
    writtenN: 0,
    approveN: 17,
    opposeN: 0,
    abstainN: 1,
    decision: 'approve',
    resolution: '情况属实，同意救助。',
    ...more,
  },
});

/** Accepted, verified, agreed on by the branch and published: at the committee. */
async function toCommittee(one: ServiceCase, publicAt = '2026-12-02T09:00:00+08:00'): Promise<void> {
  const { branch, general } = desk.people;
  await one.work('t_accept', branch, { acceptResult: 'accept' });
  await one.work('t_verify', branch, verified);
  await one.work('t_review', branch, { ...reviewed(), amountSuggested: '2500.00' });
  await one.until(publicAt);
  await one.work('t_public', branch, { objection: 'none', publicPlace: '社区公告栏' });
  await one.work('t_general', general, { generalComment: '同意上报。' });
}

const apply = (member: MemberActor, more?: JsonObject) =>
  desk.apply('hardship_aid', member, application(more));

const rowOf = (member: MemberActor) => database.db('member').where({ id: member.memberId }).first();

/** A second application as the page sends it: with the new situation, and with the number that was announced. */
const applyAgain = (member: MemberActor, besides?: string, newSituation?: string) =>
  startCase(desk.services, member, {
    processId: 'hardship_aid',
    data: application(newSituation === undefined ? {} : { newSituation }),
    besides,
  });

describe('a second application within twelve months', () => {
  const NEW = '上月再次住院，家里又添了新的债务。';

  it('is announced, has to be meant and to say what is new', async () => {
    // given
    const member = await desk.member();
    const first = await apply(member);

    // then
    await expect(applyAgain(member, undefined, NEW)).rejects.toMatchObject({
      code: 'earlier_case',
      status: 409,
      message: `您已有一件特困党员救助正在办理（${first.number}，受理中）。`,
      details: { caseNumber: first.number },
    });
    await expect(applyAgain(member, first.number)).rejects.toMatchObject({
      code: 'invalid_form',
      details: { fields: [{ field: 'newSituation' }] },
    });
    const second = await applyAgain(member, first.number, NEW);
    await expect(applyAgain(member, first.number, NEW)).rejects.toMatchObject({
      details: { caseNumber: second.caseNumber },
    });
  });

  it('is announced after the first was refused as well, until the twelve months are over', async () => {
    // given
    const member = await desk.member();
    const first = await apply(member);
    await first.work('t_accept', desk.people.branch, {
      acceptResult: 'refuse',
      refuseReason: '收入高于标准。',
    });
    expect(await first.file()).toMatchObject({ status: 'closed' });

    // then
    await expect(applyAgain(member)).rejects.toMatchObject({
      code: 'earlier_case',
      message: expect.stringContaining('您 12 个月内申请过特困党员救助'),
    });
    desk.services.clock.pin('2027-11-25T09:00:00+08:00');
    await expect(applyAgain(member)).resolves.toHaveProperty('caseNumber');
  });

  it('is like a first one when that was withdrawn', async () => {
    const member = await desk.member();
    const first = await apply(member);
    await withdrawCase(desk.services, member, { number: first.number, reason: '填错了' });
    await expect(applyAgain(member)).resolves.toHaveProperty('caseNumber');
  });
});

describe('特困党员救助', () => {
  it('goes from the application to the aid, the report and the applicant’s own word on it', async () => {
    // given
    const member = await desk.member();
    const { branch, committee, district, general } = desk.people;
    const one = await apply(member);
    expect(await one.file()).toMatchObject({ title: '特困党员救助 · 赵立新', summary: '申请 3,000.00 元' });

    // when: granted within the committee's limit
    await toCommittee(one);
    expect(await one.task('t_pc')).toMatchObject({ units: [COMMITTEE] });
    await one.work('t_pc', committee, {
      pcDecision: 'approve',
      amountApproved: '2000.00',
      adjustReason: '按标准核定。',
      pcComment: '同意救助。',
    });

    // then: the base says so in the same transaction
    expect(await rowOf(member)).toMatchObject({
      is_hardship: true,
      hardship_types: ['因病', '失业'],
      last_aid_amount: '2000.00',
    });
    expect(await one.task('t_dispatch')).toMatchObject({ units: [DISTRICT] });
    expect(await one.file()).toMatchObject({ summary: '核定 2,000.00 元' });

    // when: a community is assigned
    await one.work('t_dispatch', district, {
      serviceOrg: GENERAL,
      serviceOwner: '王敏',
      serviceOwnerPhone: '13800138000',
      serviceTask: '每周上门一次，协助就医报销。',
    });
    expect(await one.open()).toEqual(['t_fund', 't_service']);
    expect(await one.task('t_service')).toMatchObject({ units: [GENERAL] });
    const payment: JsonObject = {
      fundSource: '党费补助',
      paidAmount: '2000.00',
      paidOn: '2026-12-02',
      voucherNo: 'P-0098',
      cashier: '李娟',
      accountant: '赵强',
    };
    expect(await one.faults('t_fund', district, { ...payment, accountant: '李娟' })).toEqual({
      accountant: '出纳和会计必须是两个人。',
    });
    await one.work('t_fund', district, payment);
    await one.work('t_service', general, {
      aidRecord: [
        { on: '2026-12-02', way: '上门看望', handler: '王敏', content: '送去慰问品。', confirmed: true },
      ],
    });
    await one.work('t_report', general, {
      report: '已上门看望并协助办理大病报销，家庭压力有所缓解。',
      effect: 'eased',
    });
    await one.work('t_visit', branch, {
      visitDate: '2026-12-02',
      visitor: '周书记',
      visitNote: '本人表示感谢。',
    });
    expect(await one.task('t_rate')).toMatchObject({ members: [member.memberId] });
    await one.work('t_rate', member, { rating: 'good' });

    // then
    expect(await one.file()).toMatchObject({ status: 'closed', outcome: 'done', outcome_name: '已救助' });
    const told = await database.db('notification').where({ member_id: member.memberId }).pluck('title');
    expect(told).toEqual(expect.arrayContaining(['特困党员救助已批准：赵立新', '救助情况反馈：赵立新']));
  });

  it('goes to the district above 2000 yuan, to the cent', async () => {
    // given
    const { committee, district } = desk.people;
    const one = await apply(await desk.member());
    await toCommittee(one);

    // when
    await one.work('t_pc', committee, {
      pcDecision: 'approve',
      amountApproved: '2000.01',
      adjustReason: '按标准核定。',
      pcComment: '同意上报。',
    });

    // then
    expect(await one.task('t_od')).toMatchObject({ units: [DISTRICT] });
    await one.work('t_od', district, { odDecision: 'reject', odComment: '不符合区级救助条件。' });
    expect(await one.file()).toMatchObject({ outcome: 'rejected', outcome_name: '审批未同意' });
  });

  it('dates each opinion on the approval form with the day it was given', async () => {
    // given
    const { committee, district } = desk.people;
    const one = await apply(await desk.member());
    await toCommittee(one);

    // when
    await one.until('2026-12-03T09:00:00+08:00');
    await one.work('t_pc', committee, {
      pcDecision: 'approve',
      amountApproved: '2400.00',
      adjustReason: '按标准核定。',
      pcComment: '同意上报。',
    });
    await one.until('2026-12-04T09:00:00+08:00');
    await one.work('t_od', district, {
      odDecision: 'approve',
      amountApproved: '2400.00',
      adjustReason: '按标准核定。',
      odComment: '同意救助。',
    });

    // then
    const form = (await one.papers()).find(({ template }) => template === 'hardship-approval')!;
    const opinions = form.html
      .match(/<td class="opinion".*?<\/td>/gs)!
      .map((cell) => textOf(`<body>${cell}`));
    expect(opinions.map((opinion) => /（章）\s*(.*)$/.exec(opinion.trim())?.[1])).toEqual([
      '2026年11月24日',
      '2026年12月2日',
      '2026年12月3日',
      '2026年12月4日',
    ]);
    expect(form.html).not.toMatch(/年\s+月\s+日/);
  });

  it('shows nothing on the public notice but name, branch, kind, way and amount', async () => {
    // given
    const { branch } = desk.people;
    const one = await apply(await desk.member({ address: '水渡新村 3 幢 502' }));
    await one.work('t_accept', branch, { acceptResult: 'accept' });
    await one.work('t_verify', branch, verified);

    // when
    await one.work('t_review', branch, { ...reviewed(), amountSuggested: '2500.00' });

    // then
    const [notice] = await one.papers();
    const text = textOf(notice!.html);
    expect(text).toContain('拟对水渡新村网格支部赵立新同志给予困难救助');
    expect(text).toContain('2,500.00 元');
    for (const secret of [ACCOUNT, ILLNESS, '320802', '13900001234', '水渡新村 3 幢', '孙梅']) {
      expect(notice!.html).not.toContain(secret);
    }
  });

  it('publishes for five working days, over the National Day holidays as well', async () => {
    // given
    desk.services.clock.pin('2026-09-29T09:00:00+08:00');
    const { branch } = desk.people;
    const one = await apply(await desk.member());
    await one.work('t_accept', branch, { acceptResult: 'accept' });
    await one.work('t_verify', branch, { ...verified, verifyDate: '2026-09-29' });
    await one.work('t_review', branch, { ...reviewed({ meetingDate: '2026-09-29' }), amountSuggested: '1' });

    // when
    const timer = await database.db('timer').where({ instance_key: one.instanceKey }).first();

    // then: the term itself counts by the calendar of the office
    expect(timer.due_at).toEqual(desk.services.policy.dueAt('5WD', desk.services.clock.now()));
    expect(timer.due_at.toISOString() > '2026-10-08').toBe(true);
    await one.until('2026-10-07T09:00:00+08:00');
    expect(await one.open()).toEqual([]);
  });

  it('verifies anew when somebody objects', async () => {
    // given
    const { branch } = desk.people;
    const one = await apply(await desk.member());
    await one.work('t_accept', branch, { acceptResult: 'accept' });
    await one.work('t_verify', branch, verified);
    await one.work('t_review', branch, { ...reviewed(), amountSuggested: '2500.00' });
    await one.until('2026-12-02T09:00:00+08:00');

    // when
    await one.work('t_public', branch, {
      objection: 'raised',
      objectionText: '反映家中有门面房出租。',
      publicPlace: '社区公告栏',
    });

    // then
    expect(await one.open()).toEqual(['t_verify']);
  });

  it('ends where the branch does not agree', async () => {
    const { branch } = desk.people;
    const one = await apply(await desk.member());
    await one.work('t_accept', branch, { acceptResult: 'accept' });
    await one.work('t_verify', branch, verified);
    await one.work(
      't_review',
      branch,
      reviewed({ approveN: 8, opposeN: 10, abstainN: 0, decision: 'reject', resolution: '不符合条件。' }),
    );
    expect(await one.file()).toMatchObject({ outcome: 'rejected', outcome_name: '评议未通过' });
  });

  it('helps first where it is urgent, and makes up for the papers after', async () => {
    // given
    const { branch, committee } = desk.people;
    const member = await desk.member();
    const one = await apply(member, { urgent: true, urgentReason: '房屋失火，无处居住。' });
    await one.work('t_accept', branch, { acceptResult: 'accept' });
    expect(await one.task('t_urgent')).toMatchObject({ units: [COMMITTEE] });

    // when
    const faults = await one.faults('t_urgent', committee, {
      urgentDecision: 'approve',
      urgentAmount: '1000.01',
      urgentComment: '同意。',
    });
    await one.work('t_urgent', committee, {
      urgentDecision: 'approve',
      urgentAmount: '1000',
      urgentComment: '同意。',
    });

    // then
    expect(faults).toEqual({ urgentAmount: '不能大于 1000。' });
    expect(await one.open()).toEqual(['t_verify']);
    const told = await database.db('notification').where({ org_code: DISTRICT }).pluck('title');
    expect(told).toContain('急难救助已批准：赵立新');
  });

  it('turns the member red when the branch does not accept in time, until it does', async () => {
    // given
    const member = await desk.member();
    const one = await apply(member);
    const open = () => database.db('red_warning').where({ member_id: member.memberId, resolved_at: null });

    // when
    desk.services.clock.pin('2026-11-27T23:00:00+08:00');
    await raiseDueWarnings(desk.services);
    expect(await open()).toEqual([]);
    desk.services.clock.pin('2026-11-28T09:00:00+08:00');
    await raiseDueWarnings(desk.services);

    // then
    expect(await open()).toMatchObject([{ org_code: BRANCH }]);
    await one.work('t_accept', desk.people.branch, { acceptResult: 'accept' });
    expect(await open()).toEqual([]);
  });

  it('asks for what is new within twelve months of the last aid', async () => {
    // given
    const member = await desk.member({ last_aid_on: '2026-03-01', last_aid_amount: '800.00' });
    const start = (data: JsonObject) => startCase(desk.services, member, { processId: 'hardship_aid', data });

    // then
    await expect(start(application())).rejects.toMatchObject({
      details: { fields: [{ field: 'newSituation' }] },
    });
    await expect(start(application({ newSituation: '病情加重，再次住院手术。' }))).resolves.toBeDefined();
  });

  it('does not ask for an account where no money is asked for, and pays none', async () => {
    // given
    const { committee, district } = desk.people;
    const { amountApplied: _a, bankAccountName: _b, bankName: _c, bankNo: _d, ...rest } = application();
    const one = await desk.apply('hardship_aid', await desk.member(), { ...rest, aidWays: ['就医'] });
    await one.work('t_accept', desk.people.branch, { acceptResult: 'accept' });
    await one.work('t_verify', desk.people.branch, verified);
    await one.work('t_review', desk.people.branch, reviewed());
    await one.until('2026-12-02T09:00:00+08:00');
    await one.work('t_public', desk.people.branch, { objection: 'none', publicPlace: '社区公告栏' });
    await one.work('t_general', desk.people.general, { generalComment: '同意。' });

    // when
    await one.work('t_pc', committee, { pcDecision: 'approve', pcComment: '同意。' });
    await one.work('t_dispatch', district, {
      serviceOrg: GENERAL,
      serviceOwner: '王敏',
      serviceOwnerPhone: '13800138000',
      serviceTask: '联系市医院专家门诊。',
    });

    // then
    expect(await one.open()).toEqual(['t_service']);
  });

  it('refuses one person as both verifiers', async () => {
    const one = await apply(await desk.member());
    await one.work('t_accept', desk.people.branch, { acceptResult: 'accept' });
    const faults = await one.faults('t_verify', desk.people.branch, { ...verified, verifierB: '孙建' });
    expect(faults).toEqual({ verifierB: '两名核查人不能是同一人。' });
  });

  it('is over when the applicant does not rate it within fifteen days, the only thing that ends by itself', async () => {
    // given
    const { branch, committee, district, general } = desk.people;
    const one = await apply(await desk.member());
    await toCommittee(one);
    await one.work('t_pc', committee, {
      pcDecision: 'approve',
      amountApproved: '500',
      adjustReason: '核减。',
      pcComment: '同意。',
    });
    await one.work('t_dispatch', district, {
      serviceOrg: GENERAL,
      serviceOwner: '王敏',
      serviceOwnerPhone: '13800138000',
      serviceTask: '上门看望一次。',
    });
    await one.work('t_fund', district, {
      fundSource: '党建基金',
      paidAmount: '500',
      paidOn: '2026-12-02',
      voucherNo: '1',
      cashier: '李娟',
      accountant: '赵强',
    });
    await one.work('t_service', general, {
      aidRecord: [{ on: '2026-12-02', way: '实物', handler: '王敏', content: '米和油。' }],
    });
    await one.work('t_report', general, {
      report: '已经送去米和油，并登记了后续帮扶的需要。',
      effect: 'eased',
    });
    await one.work('t_visit', branch, {
      visitDate: '2026-12-02',
      visitor: '周书记',
      visitNote: '生活有所改善。',
    });

    // when
    await one.until('2026-12-18T09:00:00+08:00');

    // then
    expect(await one.file()).toMatchObject({
      status: 'closed',
      outcome: 'done',
      outcome_name: '已救助（未评价）',
    });
  });
});
