/**
 * What a paper can name beside the variables of its case and the step's own input `data`; filled by the job type
 * `print-document`.
 */
export const paperVariables: Record<string, string> = {
  documentNumber: '文书编号：受理编号加文种序号',
  date: '打印当天，如 2026年12月7日',
  signedOn: '各任务最近一次办理的日期，按任务标识取，如 signedOn.t_pc；没有办过就空着',
  orgName: '申请人所在党组织的名称',
  committeeName: '最近的有审批权的上级（党委）的名称',
  districtName: '区委的名称',
};

/** Inside `{{#each}}`: the place of the row, and the row itself where it is a plain value. */
export const rowVariables: Record<string, string> = {
  index: '第几行，从 1 起',
  item: '这一行（行是一段文字或一个数时）',
};
