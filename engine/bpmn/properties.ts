/** How the value of a property is written; what lint reads it as. */
export type PropertyValue =
  | 'text'
  /** FEEL over the variables of the case. */
  | 'feel'
  /** FEEL over `member` (the member base) and `today`. */
  | 'memberFeel'
  /** `true` or `false`. */
  | 'flag'
  /** `3WD`, `P15D`, or FEEL that gives one. */
  | 'term'
  /** Ids of steps, separated by commas. */
  | 'steps'
  /** `申请=start;受理=t_accept,t_supplement`. */
  | 'milestones'
  /** `name=value`, several separated by semicolons. */
  | 'assignment'
  /** Units in the words of `assignments.csv`: `branch`, `form:serviceOrg` … */
  | 'units'
  /** Two capitals. */
  | 'serviceCode'
  /** One of `outcomes`. */
  | 'outcome'
  /** One of `sendBackChoices`. */
  | 'sendBack'
  /** One of `approvalModes`. */
  | 'approval';

/** A property of this product that a diagram may carry as `zeebe:property`. */
export interface ServiceProperty {
  key: string;
  /** What the studio calls it. */
  label: string;
  value: PropertyValue;
  /** What it does and how it is written, for designers. */
  hint: string;
  /** Lines of the studio's field, where it is more than one. */
  lines?: number;
  /** The studio has a field of its own for it, or none. */
  elsewhere?: true;
}

/**
 * Every property the engine reads, by the element it stands on: lint refuses misspelt ones by this table, the studio
 * shows it as fields and `docs/service-reference.md` as a list. The screens import this very file.
 */
export const serviceProperties: Record<string, ServiceProperty[]> = {
  process: [
    {
      key: 'serviceCode',
      label: '服务代码',
      value: 'serviceCode',
      hint: '受理编号的开头，两个大写字母；不填就不向党员提供。',
    },
    { key: 'icon', label: '图标文字', value: 'text', hint: '服务列表里显示的一个字。' },
    { key: 'description', label: '说明', value: 'text', lines: 3, hint: '服务列表里名称下面的话。' },
    {
      key: 'preparation',
      label: '需要准备',
      value: 'text',
      lines: 3,
      hint: '填申请表之前要备好什么，各项之间用分号，例如 本人银行卡号和开户行；收入证明的照片',
    },
    {
      key: 'eligibility',
      label: '谁可以申请',
      value: 'memberFeel',
      lines: 2,
      hint: 'FEEL 表达式，可用 member 和 today，例如 =member.memberKind = "正式"；不填就是都可以。',
    },
    {
      key: 'eligibilityMessage',
      label: '不能申请时怎样告诉党员',
      value: 'text',
      lines: 2,
      hint: '说清条件，例如：只有预备党员可以申请转正。',
    },
    {
      key: 'singleOpen',
      label: '同时只能有一件在办',
      value: 'flag',
      hint: 'true：上一件办结或撤销后才能再申请；不填就是可以几件同时办。',
    },
    {
      key: 'repeatMonths',
      label: '几个月内再次申请要提醒',
      value: 'text',
      hint: '写数字，例如 12：有一件在办，或 12 个月内申请过的，提交前提醒并请本人确认；表单里可用 earlierCase。',
    },
    {
      key: 'caseTitle',
      label: '办件标题',
      value: 'feel',
      hint: 'FEEL 表达式，例如 ="党员约谈 · " + name；不填就是服务名称。',
    },
    {
      key: 'summary',
      label: '一句话概况',
      value: 'feel',
      hint: 'FEEL 表达式，显示在收件箱里，每办一步重算一次。',
    },
    {
      key: 'milestones',
      label: '党员看到的进度',
      value: 'milestones',
      lines: 4,
      hint: '每段写“名称=步骤编号”，步骤之间用逗号，段之间用分号，例如 申请=start;受理=t_accept;办结=end',
    },
    {
      key: 'withdrawUntil',
      label: '可撤回到',
      value: 'steps',
      hint: '办完这一步之前，党员可以自己撤回。',
    },
    {
      key: 'externalJobs',
      label: '由外部程序办的任务类型',
      value: 'text',
      hint: '自动步骤的任务类型，几个用逗号分开；写在这里的由外部程序经 /v2 领取办理，其余的须是本系统自带的。',
    },
    {
      key: 'hiddenFrom',
      label: '对哪些单位保密',
      value: 'feel',
      lines: 2,
      hint: 'FEEL 表达式，得到单位的列表，例如 =if secret = true then ["branch"] else []；这些单位看不到办件。',
    },
    {
      key: 'suggestionForm',
      label: '意见箱怎样填申请表',
      value: 'feel',
      elsewhere: true,
      hint: 'FEEL 表达式，把意见箱里的一段文字 text 变成申请表的各项；只有一个服务需要。',
    },
  ],
  userTask: [
    {
      key: 'term',
      label: '办理时限',
      value: 'term',
      elsewhere: true,
      hint: '3WD 三个工作日、P15D 十五天、P3M 三个月、PT2H 两小时，或 FEEL；不填就是不设期限。',
    },
    {
      key: 'unit',
      label: '责任单位',
      value: 'units',
      elsewhere: true,
      hint: '写法同 assignments.csv 的责任单位，也可以写在泳道上；责任单位里有这个任务自己的行时，以那一行为准。',
    },
    {
      key: 'applicantText',
      label: '党员看到的话',
      value: 'text',
      lines: 2,
      hint: '例如：支部正在受理，3 个工作日内答复。',
    },
    { key: 'primaryAction', label: '提交按钮的文字', value: 'text', hint: '不填是“提交”。' },
    {
      key: 'returnWith',
      label: '退回补正时写入',
      value: 'assignment',
      hint: '例如 acceptResult=supplement；不填就没有退回补正。',
    },
    {
      key: 'overdueWith',
      label: '到期没办时写入',
      value: 'assignment',
      hint: '超时自动处理：例如 result=同意；到期后由系统按这个结果办理。不填就一直等，并发红色预警。',
    },
    {
      key: 'approval',
      label: '多人审批',
      value: 'approval',
      hint: 'all 会签（都同意）、any 或签（一方同意即可）、sequence 依次审批、ratio 比例通过；不填就是一方办理。结果在变量 approved 和 approvals 里。',
    },
    {
      key: 'approvers',
      label: '由谁审批',
      value: 'feel',
      hint: 'FEEL 表达式，得到单位的列表，写法同 assignments.csv 的责任单位，例如 =["committee","district"]；重复的只问一次。',
    },
    {
      key: 'approvedWhen',
      label: '怎样算同意',
      value: 'feel',
      hint: 'FEEL 表达式，例如 =result = "同意"；表单里的 opinion 会记作审批意见。',
    },
    {
      key: 'approvalRatio',
      label: '通过比例',
      value: 'text',
      hint: '0 到 1 的数，例如 0.67；只用于比例通过。',
    },
    {
      key: 'noApprovers',
      label: '没有审批人时',
      value: 'text',
      hint: 'pass 视为同意、reject 视为不同意，或写一个单位（如 district）改由它审批；不填就停下来等人处理。',
    },
    {
      key: 'sendBack',
      label: '可以退回前面的步骤',
      value: 'sendBack',
      hint: 'previous：可以退回上一步重办；any：可以退回前面任一步；不填就不能退回。',
    },
    {
      key: 'visibleToApplicant',
      label: '党员可以看这张表单',
      value: 'flag',
      hint: 'true：办完后申请人在办件里看得到填写的内容；不填就是看不到。',
    },
  ],
  endEvent: [
    {
      key: 'outcome',
      label: '办理结果代码',
      value: 'outcome',
      hint: '例如 refused、noSupplement；不填就是正常办结（done）。',
    },
  ],
};

/** What `sendBack` may say. */
export const sendBackChoices: Record<string, string> = { previous: '上一步', any: '前面任一步' };

/** What `outcome` may say: statistics count by these ten, people read the name of the end event. */
export const outcomes: Record<string, string> = {
  done: '办成',
  rejected: '未同意',
  refused: '不予受理',
  notEligible: '不符合条件',
  noSupplement: '逾期未补正',
  withdrawn: '撤销',
  expired: '过期',
  voided: '作废',
  terminated: '终止',
  transferred: '移送',
};
