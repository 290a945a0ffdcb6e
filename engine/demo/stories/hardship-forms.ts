import type { JsonObject } from '../../core/keys.ts';
import type { Scene } from '../story.ts';

const money = (amount: string) => ({
  aidWays: ['资金', '结对帮扶'],
  amountApplied: amount,
  bankName: '农业银行水渡口支行',
  bankNo: '6228000000000000018',
});

const application = (more: JsonObject): JsonObject => ({
  familySize: 2,
  familyMonthlyIncome: '2600.00',
  familyMembers: [{ name: '配偶', relation: '配偶', age: 68, job: '退休', income: '1100', health: '一般' }],
  subsistence: 'no',
  urgent: false,
  promise: true,
  ...more,
});

export const illness = (amount: string, cost: string) =>
  application({
    ...money(amount),
    hardshipTypes: ['因病'],
    medicalCost: cost,
    statement:
      '本人去年查出肝部疾病，先后三次住院，医保报销后自付部分仍然较大，现在每月还要复查和服药，家里积蓄基本用完。',
  });

export const widow = application({
  ...money('1800.00'),
  familyMonthlyIncome: '1560.00',
  familyMembers: [
    { name: '王小兵', relation: '儿子', age: 45, job: '在外务工', income: '不固定', health: '一般' },
  ].map((one) => ({ ...one, income: '0' })),
  hardshipTypes: ['因病', '年老丧失劳动能力'],
  medicalCost: '21400.00',
  statement:
    '本人患慢性肾病，每周透析两次，近十二个月自付医疗费两万一千四百元。老伴已经去世，儿子在外务工，收入不固定，只能顾住自己一家。希望组织给予帮助，也希望有人定期上门看看。',
});

export const old = (amount: string) =>
  application({
    ...money(amount),
    aidWays: ['资金', '实物', '结对帮扶'],
    hardshipTypes: ['年老丧失劳动能力'],
    statement:
      '年事已高，腿脚不便，独自居住，子女都在外地。每月养老金除去护理和药费所剩不多，换季添置衣被有困难。',
  });

export const disabled = (amount: string) =>
  application({
    ...money(amount),
    hardshipTypes: ['因残'],
    statement:
      '早年工伤致右手残疾（三级），不能从事体力劳动，爱人务农，孩子还在读书，日常开支靠低微的补贴维持。',
    subsistence: 'yes',
    certNo: '清低保〔2025〕0137',
  });

export const jobless = (amount: string) =>
  application({
    ...money(amount),
    aidWays: ['资金', '就业'],
    hardshipTypes: ['失业', '子女就学'],
    statement:
      '原单位今年初停产，本人五十岁上下，一直没有找到合适的工作，孩子正在读大学，学费和生活费压力很大。',
  });

export const fire = application({
  ...money('3000.00'),
  hardshipTypes: ['因灾'],
  statement: '前天夜里厨房线路老化起火，两间屋子烧毁，家具和衣物全部损失，一家三口暂时借住在亲戚家里。',
  urgent: true,
  urgentReason: '房屋过火无法居住，孩子明天要上学，急需被褥和过渡住处。',
});

export const veteran = application({
  ...money('1000.00'),
  familySize: 1,
  familyMembers: [],
  hardshipTypes: ['年老丧失劳动能力', '其他'],
  statement:
    '老同志八十多岁，独居，近来视力明显下降，生活不能完全自理，由支部代为申请上门照料和适老化改造补助。',
});

export const accept: JsonObject = { acceptResult: 'accept' };

export const verify = ({ today, organiser, deputy }: Scene): JsonObject => ({
  verifierA: deputy,
  verifierB: organiser,
  verifyDate: today,
  verifyResult: 'true',
  verifyNote: '两人一同入户，查看了病历、票据和存折，与邻居核对了家庭情况，和申请所写一致。',
});

export const verifiedOtherwise = (scene: Scene): JsonObject => ({
  ...verify(scene),
  verifyResult: 'differs',
  verifyNote: '入户了解到申请人已于上月到物流园上班，家庭月收入约六千元，与申请所写有出入。',
});

const meeting = ({ today, secretary, organiser }: Scene) => ({
  meetingDate: today,
  host: secretary,
  recorder: organiser,
  eligibleN: 28,
  presentN: 24,
  writtenN: 0,
});

export const review =
  (suggested: string) =>
  (scene: Scene): JsonObject => ({
    branchReview: {
      ...meeting(scene),
      approveN: 23,
      opposeN: 0,
      abstainN: 1,
      decision: 'approve',
      resolution: '大家认为情况属实，生活确有困难，同意上报救助，并安排党小组结对帮扶。',
    },
    amountSuggested: suggested,
  });

export const disapproved = (scene: Scene): JsonObject => ({
  branchReview: {
    ...meeting(scene),
    approveN: 5,
    opposeN: 17,
    abstainN: 2,
    decision: 'reject',
    resolution: '申请人已重新就业，家庭收入高于救助标准，不同意给予资金救助，建议关注子女就学。',
  },
});

export const published = ({ branch }: Scene): JsonObject => ({
  objection: 'none',
  publicPlace: `${branch}公告栏`,
});

export const general: JsonObject = { generalComment: '材料齐全，程序规范，同意上报党工委审核。' };

export const grant = (amount: string, { amountApplied }: JsonObject): JsonObject => ({
  pcDecision: 'approve',
  amountApproved: amount,
  ...(amount === amountApplied ? {} : { adjustReason: '按本年度救助标准核定。' }),
  pcComment: '情况属实，同意救助，请社区做好跟踪帮扶。',
});

export const dispatch = ({ generalCode }: Scene): JsonObject => ({
  serviceOrg: generalCode,
  serviceOwner: '王敏',
  serviceOwnerPhone: '0517-80002003',
  serviceTask: '每周上门一次，协助就医和报销，有新情况及时反映。',
});

export const pay =
  (amount: string) =>
  ({ today }: Scene): JsonObject => ({
    fundSource: '党费补助',
    paidAmount: amount,
    paidOn: today,
    voucherNo: `DF-${today.replaceAll('-', '')}-${amount.length}`,
    cashier: '李娟',
    accountant: '赵强',
  });

export const served = ({ today }: Scene): JsonObject => ({
  aidRecord: [
    {
      on: today,
      way: '上门看望',
      handler: '王敏',
      content: '送去米、油和换季被褥，量了血压。',
      confirmed: true,
    },
    {
      on: today,
      way: '就医',
      handler: '王敏',
      content: '陪同到区医院复查，代办慢性病报销。',
      confirmed: true,
    },
  ],
});

export const report: JsonObject = {
  report: '已连续上门看望，协助办理慢性病门诊报销，并与党小组结成帮扶对子，老人情绪稳定，生活压力有所缓解。',
  effect: 'eased',
};

export const visit = ({ today, secretary }: Scene): JsonObject => ({
  visitDate: today,
  visitor: secretary,
  visitNote: '资金已到账，社区每周有人上门，本人表示满意，希望继续有人陪同复查。',
});
