import type { JsonObject } from '../../core/keys.ts';
import { claim, giveBack, submit, work, type Move, type Scene, type Story } from '../story.ts';

const story = (member: string, ...moves: Move[]): Story => ({ processId: 'probation_full', member, moves });

const application: JsonObject = {
  applyWay: 'online',
  promise: true,
  selfReview: [
    '预备期一年来，在支部的培养教育和同志们的帮助下，我在思想、学习和工作上都有了进步。',
    '思想上，坚持参加“三会一课”和主题党日，认真学习党章和党的创新理论，写了四篇学习体会，向支部汇报思想两次。',
    '工作上，立足本职，主动承担急难任务，全年没有出现差错；业余时间参加社区志愿服务三十多个小时，参与疏导交通、走访独居老人。',
    '我也看到自己的不足：理论学习还不够系统，联系群众不够经常，遇到复杂问题有时急躁。',
    '今后我将按照正式党员的标准严格要求自己，补上短板，请组织继续考察。现预备期将满，特申请按期转为中共正式党员。',
  ].join(''),
};

const accept: JsonObject = { acceptResult: 'accept' };

const opinions = ({ today, organiser }: Scene): JsonObject => ({
  groupLeader: organiser,
  groupDate: today,
  groupOpinion: '能按时参加组织生活，积极参加志愿服务，党小组同意转正。',
  askedMembers: 14,
  askedMasses: 6,
  massOpinion: '普遍反映待人诚恳、肯吃苦，希望今后多参加社区活动，一致同意转正。',
});

const meeting = ({ today, secretary, organiser }: Scene) => ({
  meetingDate: today,
  host: secretary,
  recorder: organiser,
  writtenN: 0,
  opposeN: 0,
  abstainN: 0,
});

const review = (scene: Scene): JsonObject => ({
  committeeReview: {
    ...meeting(scene),
    eligibleN: 5,
    presentN: 5,
    approveN: 5,
    suggestion: 'full',
    resolution: '预备期内表现良好，材料齐全，建议提交支部党员大会讨论。',
  },
});

const dispatch = ({ generalCode }: Scene): JsonObject => ({
  serviceOrg: generalCode,
  serviceOwner: '李文静',
  serviceTask: '安排参加社区志愿服务，了解思想和工作表现，如实反馈。',
});

const coach = ({ today }: Scene): JsonObject => ({
  coachRecords: [
    { on: today, way: '谈心谈话', content: '交流预备期的收获和不足，鼓励多联系群众。' },
    { on: today, way: '实践活动', content: '参加小区环境整治和独居老人走访。' },
  ],
  coachReport: '态度端正，参加活动认真，群众评价好，建议按期转正。',
});

const resolved = (scene: Scene): JsonObject => ({
  branchMeeting: {
    ...meeting(scene),
    eligibleN: 26,
    presentN: 23,
    approveN: 22,
    abstainN: 1,
    decision: 'full',
    resolution: '同意按期转为中共正式党员，希望今后更加主动地联系服务群众。',
  },
});

const prolonged = (scene: Scene): JsonObject => ({
  branchMeeting: {
    ...meeting(scene),
    eligibleN: 24,
    presentN: 21,
    approveN: 19,
    abstainN: 2,
    decision: 'extend',
    extendMonths: 6,
    resolution: '下半年多次缺席组织生活，经谈话已有改进，决定延长预备期六个月继续考察。',
  },
});

const general: JsonObject = { generalDecision: 'approve' };

const approve = ({ today }: Scene): JsonObject => ({
  approveDecision: 'approve',
  approveComment: '同意支部大会决议。',
  approvalNo: `水党组〔${today.slice(0, 4)}〕${Number(today.slice(5, 7)) + 11} 号`,
  committeeMeeting: {
    meetingDate: today,
    host: '梁志平',
    recorder: '吴芳',
    eligibleN: 9,
    presentN: 8,
    writtenN: 0,
    approveN: 8,
    opposeN: 0,
    abstainN: 0,
  },
});

const talk = ({ today, secretary }: Scene): JsonObject => ({
  talkDate: today,
  talker: secretary,
  talkNote: '已将审批结果告知本人并提出希望，本人表示珍惜荣誉、继续努力。',
  announced: true,
});

const archive: JsonObject = {
  archived: ['入党志愿书', '转正申请书', '培养教育考察材料', '支部大会决议', '党委审批意见'],
  archivePlace: '本人人事档案',
};

/** Up to the feedback of whoever coached him; after it the meeting waits for the end of the probation. */
const prepared = (from: number): Move[] => [
  submit(from, application),
  work(from + 1, 't_accept', accept),
  work(from + 4, 't_opinions', opinions),
  work(from + 6, 't_review', review),
  work(from + 8, 't_dispatch', dispatch),
  work(from + 13, 't_coach', coach),
];

export const probationStories: Story[] = [
  // closed: turned full
  story(
    '方宁',
    ...prepared(-52),
    work(-36, 't_meeting', resolved),
    work(-34, 't_general', general),
    work(-30, 't_approve', approve),
    work(-26, 't_talk', talk),
    work(-22, 't_archive', archive),
  ),
  // closed: probation prolonged
  story(
    '秦思雨',
    ...prepared(-42),
    work(-25, 't_meeting', prolonged),
    work(-23, 't_general', general),
    work(-18, 't_approve', approve),
    work(-15, 't_talk', talk),
    work(-12, 't_archive', archive),
  ),
  // overdue: the branch has not met within a month
  story('陈子昂', ...prepared(-44), claim(-20, 't_meeting')),
  // at the committee
  story('沈一鸣', ...prepared(-38), work(-12, 't_meeting', resolved), work(-9, 't_general', general)),
  // overdue at the general branch
  story('宋雅琴', ...prepared(-28), work(-9, 't_meeting', resolved)),
  // being coached, and to be handed to whoever coaches
  story('魏晨曦', ...prepared(-18).slice(0, -1)),
  story('江心怡', ...prepared(-15).slice(0, -2)),
  // the applicant is to complete the papers
  story(
    '董思远',
    submit(-3, application),
    giveBack(-2, 't_accept', '请补充上半年的思想汇报，并写明参加志愿服务的时间。'),
  ),
];
