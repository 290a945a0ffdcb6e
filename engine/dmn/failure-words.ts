/** What people read when a decision could not be made, by its code; the English message says where to look. */
const words: Record<string, string> = {
  any_violated: '几条规则同时符合，结果却不一样。请核对决策表，或改用别的命中策略。',
  decision_not_found: '没有部署这个决策。请先发布，再重试。',
  expression_failed: '决策里有表达式算不出结果，可能少填了内容。请核对填写的内容，或联系流程设计人员。',
  function_missing: '决策要调用的业务知识模型没有连上。请联系流程设计人员，用知识需求连到它。',
  not_a_number: '决策表要汇总的结果里有不是数字的。请联系流程设计人员核对输出。',
  result_too_large: '决策的结果太大，无法保存。请联系流程设计人员。',
  unique_violated: '几条规则同时符合，而这张决策表只允许一条。请联系流程设计人员核对规则。',
  wrong_type: '决策里有一个值和声明的类型不符。请核对填写的内容，或联系流程设计人员。',
};

export function failureInWords(code: string): string {
  return words[code] ?? '决策没有得出结果。请联系流程设计人员。';
}

export function failureCodes(): string[] {
  return Object.keys(words);
}
