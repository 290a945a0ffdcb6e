/** What staff read about an incident, by its code; the English message beside it is for whoever mends the diagram. */
const words: Record<string, string> = {
  call_failed: '要调用的流程不能启动。请先部署那个流程，再点“重试”。',
  correlation_key_unreadable: '等待消息用的关联键没有值。请核对前面填的内容，补齐后点“重试”。',
  error_not_caught: '自动步骤报了错，流程图没有画怎么处理。请联系流程设计人员，改好后点“重试”。',
  decision_failed: '规则没有得出结果。请核对前面填的内容，或联系流程设计人员改好规则后点“重试”。',
  element_not_found: '临时子流程里没有要启动的那一项。请修改流程图或更正数据后重试。',
  expression_failed:
    '流程里的表达式算不出结果，可能少填了内容。请核对前面的表单，或联系流程设计人员后点“重试”。',
  job_failed: '自动步骤没有办成。请稍后点“重试”；多次不成请联系系统管理员。',
  join_waits_forever: '并行的几路没有全部走到汇合处，办件停住了。请联系流程设计人员。',
  no_matching_flow: '没有一个条件成立，不知道下一步走哪里。请联系流程设计人员核对条件后点“重试”。',
  not_a_list: '要逐个办理的名单没有值。请核对前面填的内容，补齐后点“重试”。',
  step_budget: '流程一次走得太多，可能在原地打转。请联系流程设计人员检查后点“重试”。',
  term_unreadable: '办理时限算不出来。请核对前面填的日期，或联系流程设计人员后点“重试”。',
  timer_unreadable: '定时的时间算不出来。请核对前面填的日期，或联系流程设计人员后点“重试”。',
  too_many_rounds: '要逐个办理的名单太长。请分几次办理，或联系流程设计人员。',
};

export function incidentInWords(code: string): string {
  return words[code] ?? '办件在这一步停住了。请联系系统管理员查看后点“重试”。';
}

export function incidentCodes(): string[] {
  return Object.keys(words);
}
