export interface PropertyFieldSpec {
  key: string;
  label: string;
  hint?: string;
  lines?: number;
  /** Names a user task of the diagram. */
  task?: boolean;
}

/** Properties of this product by element type, in the order a designer asks for them. */
export const propertyFields: Record<string, PropertyFieldSpec[]> = {
  Process: [
    { key: 'serviceCode', label: '服务代码', hint: '办件编号的开头，两个大写字母；不填就不向党员提供。' },
    { key: 'icon', label: '图标文字', hint: '服务列表里显示的一个字。' },
    { key: 'description', label: '说明', lines: 3 },
    {
      key: 'eligibility',
      label: '谁可以申请',
      lines: 2,
      hint: 'FEEL 表达式，可用 member 和 today；不填就是都可以。',
    },
    { key: 'eligibilityMessage', label: '不能申请时怎样告诉党员', lines: 2 },
    { key: 'caseTitle', label: '办件标题', hint: 'FEEL 表达式，例如 ="党员约谈 · " + name' },
    { key: 'summary', label: '一句话概况', hint: 'FEEL 表达式，显示在收件箱里。' },
    {
      key: 'milestones',
      label: '党员看到的进度',
      lines: 4,
      hint: '每段写“名称=步骤编号”，步骤之间用逗号，段之间用分号，例如 申请=start;受理=t_accept;办结=end',
    },
    { key: 'withdrawUntil', label: '可撤回到', task: true, hint: '办到这一步之前，党员可以自己撤回。' },
  ],
  UserTask: [
    { key: 'applicantText', label: '党员看到的话', lines: 2, hint: '例如：支部正在受理，3 个工作日内答复。' },
    { key: 'primaryAction', label: '提交按钮的文字', hint: '不填是“提交”。' },
    {
      key: 'returnWith',
      label: '退回补正时写入',
      hint: '例如 acceptResult=supplement；不填就没有退回补正。',
    },
  ],
  EndEvent: [
    { key: 'outcome', label: '办理结果代码', hint: '例如 refused、noSupplement；不填就是正常办结。' },
  ],
};
