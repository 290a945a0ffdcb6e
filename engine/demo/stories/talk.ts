import type { JsonObject } from '../../core/keys.ts';
import { submit, withdraw, work, type Move, type Scene, type Story } from '../story.ts';

const story = (member: string, ...moves: Move[]): Story => ({ processId: 'talk_request', member, moves });

/** With whom, about what. */
const ask =
  (targetRole: string, category: string, topic: string, content: string) =>
  ({ today }: Scene): JsonObject => ({
    targetRole,
    category,
    topic,
    content,
    ...(targetRole === 'branch' ? {} : { secret: false }),
    preferTimes: [
      { on: laterThan(today, 5), part: '上午' },
      { on: laterThan(today, 7), part: '下午' },
    ],
  });

function laterThan(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

const parking = ask(
  'committee',
  '社区治理',
  '老小区夜间停车难',
  '晚上七点以后小区没有车位，消防通道也停满了车，居民之间常有争执，想当面谈谈错时停车的办法。',
);
const young = ask(
  'branch',
  '党务工作',
  '年轻党员参加组织生活的时间',
  '不少年轻党员平时加班，周三下午的学习很难参加，想和书记商量能不能安排在周末或晚上。',
);
const elderly = ask(
  'minister',
  '党务工作',
  '离退休党员的学习方式',
  '支部里七十岁以上的党员占一半，行动不便，希望能送学上门、发大字版材料，想当面汇报我们的想法。',
);
const school = ask(
  'district',
  '发展建议',
  '小学放学时段的交通组织',
  '学校门口放学时拥堵严重，老师和家长志愿者压力很大，想就接送分流和临时停车提些建议。',
);
const heating = ask(
  'committee',
  '生活困难',
  '老旧楼栋供水管网改造',
  '三幢到六幢管道老化，冬天经常停水，多次报修没有解决，想了解改造计划。',
);

const accept: JsonObject = { acceptResult: 'accept' };
const toCommittee = ({ codeOf }: Scene): JsonObject => ({
  responsibleOrg: codeOf('水渡口街道党工委'),
  targetPerson: '梁志平',
  responsiblePerson: '周建',
});
const toDistrict = ({ codeOf }: Scene): JsonObject => ({
  responsibleOrg: codeOf('清河区委'),
  targetPerson: '唐明平',
  responsiblePerson: '江晓岚',
});

/** @param on working day of the talk; beyond today, so many days ahead */
const fixed =
  (on: number) =>
  ({ days }: Scene): JsonObject => ({
    scheduleResult: 'fixed',
    talkTime: `${(on < 0 ? days.at(on) : days.after(on)).toISODate()}T09:30`,
    place: '街道办事处三楼会议室',
  });

const confirm: JsonObject = { confirmResult: 'confirm' };

const minutes = ({ today, days, generalCode }: Scene): JsonObject => ({
  talkResult: 'done',
  talkedOn: today,
  recorder: '周建',
  minutes:
    '党员反映老小区夜间停车困难、消防通道被占。约谈人表示将与周边两家单位协商错时共享车位，并安排社区清理消防通道，一个月内给出进展。',
  innerNote: '两家单位此前有一家已经口头同意。',
  followUps: [{ matter: '与周边单位协商夜间错时停车', org: generalCode, due: days.after(6).toISODate()! }],
});
const minutesOnly = (scene: Scene): JsonObject => ({ ...minutes(scene), followUps: [] });

const scheduled = (from: number, question: (scene: Scene) => JsonObject, talk: number): Move[] => [
  submit(from, question),
  work(from + 1, 't_accept', accept),
  work(from + 2, 't_dispatch', toCommittee),
  work(from + 4, 't_schedule', fixed(talk)),
];

export const talkStories: Story[] = [
  // closed: talked
  story(
    '袁志强',
    ...scheduled(-32, heating, -24),
    work(-26, 't_confirm', confirm),
    work(-23, 't_minutes', minutesOnly),
    work(-21, 't_check', { checkResult: 'remark', checkRemark: '请把三幢的停水时间也记上。' }),
    work(-19, 't_rate', { rating: 'good' }),
  ),
  // something promised is being done
  story(
    '谢文静',
    ...scheduled(-22, parking, -14),
    work(-16, 't_confirm', confirm),
    work(-13, 't_minutes', minutes),
    work(-11, 't_check', { checkResult: 'confirmed' }),
  ),
  // overdue: the talk was, its minutes are missing
  story('李国庆', ...scheduled(-18, heating, -8), work(-12, 't_confirm', confirm)),
  // the applicant is to confirm the time; the day is fixed
  story('钱海燕', ...scheduled(-6, parking, 4)),
  story('何建平', ...scheduled(-8, elderly, 2), work(-2, 't_confirm', confirm)),
  // a time is to be found, late, and in good time
  story('邓志华', submit(-10, parking), work(-9, 't_accept', accept), work(-8, 't_dispatch', toCommittee)),
  story('贺志刚', submit(-5, school), work(-4, 't_accept', accept), work(-3, 't_dispatch', toDistrict)),
  // at the branch, overdue; at the centre, due today
  story('袁志强', submit(-4, young)),
  story('范国栋', submit(-1, elderly)),
  // refused, taken back
  story(
    '万俟明',
    submit(
      -15,
      ask(
        'district',
        '其他',
        '个人劳动报酬争议',
        '与原单位的加班费争议已经向仲裁委员会提出申请，希望领导过问此事。',
      ),
    ),
    work(-14, 't_accept', {
      acceptResult: 'refuse',
      refuseReason: '该事项已进入劳动仲裁程序，请等待裁决；程序上的疑问可到司法所咨询。',
    }),
  ),
  story('蒋丽华', submit(-7, heating), withdraw(-6, '物业已答复本月底开工，暂不需要约谈。')),
];
