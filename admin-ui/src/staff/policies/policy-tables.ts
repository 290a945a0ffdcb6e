export type PolicyName = 'permissions' | 'assignments' | 'escalation' | 'calendar';

/** The four tables, with what a line of each decides. */
export const policyTables: { name: PolicyName; title: string; meaning: string }[] = [
  {
    name: 'assignments',
    title: '责任单位',
    meaning: '各流程的每个任务由哪些单位办理。越具体的行越优先；同样具体的，按行序取第一条条件成立的。',
  },
  {
    name: 'permissions',
    title: '权限',
    meaning: '各角色对各类数据的权限及其范围。没有列明的一律不允许。',
  },
  {
    name: 'escalation',
    title: '逐级上报',
    meaning: '任务超期后满几个工作日，报到上面第几级。超期当天起，责任单位和名册里就已标红。',
  },
  {
    name: 'calendar',
    title: '工作日历',
    meaning: '法定节假日和调休上班日；期限按工作日计算。没有列出的日子，周一至周五上班。',
  },
];
