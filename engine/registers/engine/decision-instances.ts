import type { DecisionTrace, MatchedRule, TracedInput } from '../../dmn/trace.ts';
import {
  instanceReach,
  instant,
  integer,
  key,
  present,
  tenant,
  TENANT,
  text,
  time,
  word,
  wordFor,
  type Searchable,
} from './searchable.ts';

interface Row {
  key: string;
  evaluation_key: string;
  definition_key: string;
  decision_id: string;
  name: string;
  version: number;
  kind: string;
  state: string;
  failed: string | null;
  at: Date;
  trace: DecisionTrace | null;
  instance_key: string | null;
  element_instance_key: string | null;
  process_definition_key: string | null;
}

export const decisionStates = { EVALUATED: ['evaluated'], FAILED: ['failed'], UNSPECIFIED: [], UNKNOWN: [] };
export const decisionTypes = {
  DECISION_TABLE: ['decisionTable'],
  LITERAL_EXPRESSION: ['literalExpression'],
  UNSPECIFIED: [],
  UNKNOWN: ['other'],
};

/** The place of a decision within its evaluation is part of its key. */
const instanceKey = '(e.key * 1000 + t.place)';
const kind = `case when t.trace ->> 'kind' in ('decisionTable', 'literalExpression') then t.trace ->> 'kind' else 'other' end`;
const state = `case when t.trace is null then 'failed' else 'evaluated' end`;
const failed = 'case when t.trace is null then e.failed end';

const fields = {
  decisionEvaluationInstanceKey: key(instanceKey),
  decisionEvaluationKey: key('e.key'),
  decisionDefinitionKey: key('d.key'),
  decisionDefinitionId: text('d.decision_id'),
  decisionDefinitionName: text('d.name'),
  decisionDefinitionVersion: integer('d.version'),
  decisionDefinitionType: word(kind, decisionTypes),
  state: word(state, decisionStates),
  evaluationDate: time('e.at'),
  evaluationFailure: text(failed),
  processInstanceKey: key('e.instance_key'),
  processDefinitionKey: key('i.definition_key'),
  elementInstanceKey: key('e.element_instance_key'),
  tenantId: tenant,
};

function base(row: Row) {
  return present({
    decisionEvaluationInstanceKey: row.key,
    decisionEvaluationKey: row.evaluation_key,
    decisionDefinitionKey: row.definition_key,
    decisionDefinitionId: row.decision_id,
    decisionDefinitionName: row.name,
    decisionDefinitionVersion: row.version,
    decisionDefinitionType: wordFor(decisionTypes, row.kind),
    state: wordFor(decisionStates, row.state),
    evaluationDate: instant(row.at)!,
    evaluationFailure: row.failed,
    result: row.trace ? JSON.stringify(row.trace.result) : null,
    processInstanceKey: row.instance_key,
    processDefinitionKey: row.process_definition_key,
    elementInstanceKey: row.element_instance_key,
    tenantId: TENANT,
  });
}

/** Every decision that was made, also on the way to another one; and those that could not be made. */
export const decisionInstances = {
  from: `decision_evaluation e join decision_definition asked on asked.key = e.definition_key
    cross join lateral (
      select value as trace, ordinality as place from jsonb_array_elements(e.trace) with ordinality
      union all
      select null, jsonb_array_length(e.trace) + 1 where e.failed is not null) t
    join decision_definition d on d.requirements_key = asked.requirements_key
      and d.decision_id = coalesce(t.trace ->> 'decisionId', asked.decision_id)
    left join process_instance i on i.key = e.instance_key`,
  select: `${instanceKey} as key, e.key as evaluation_key, d.key as definition_key, d.decision_id, d.name, d.version,
    ${kind} as kind, ${state} as state, ${failed} as failed, e.at, t.trace, e.instance_key, e.element_instance_key,
    i.definition_key as process_definition_key`,
  key: 'decisionEvaluationInstanceKey',
  fields,
  reach: instanceReach('decision'),
  toItem: base,
} satisfies Searchable<Row>;

/** One of them, with what it was made of. */
export const oneDecisionInstance = {
  ...decisionInstances,
  toItem: (row: Row) => ({
    ...base(row),
    evaluatedInputs: (row.trace?.inputs ?? []).map(toInput),
    matchedRules: (row.trace?.matchedRules ?? []).map(toRule),
  }),
} satisfies Searchable<Row>;

export function toInput({ id, label, value }: TracedInput) {
  return { inputId: id, inputName: label, inputValue: JSON.stringify(value) };
}

export function toRule({ id, index, outputs }: MatchedRule) {
  return {
    ruleId: id,
    ruleIndex: index,
    evaluatedOutputs: outputs.map((output) => ({
      outputId: output.id,
      outputName: output.name,
      outputValue: JSON.stringify(output.value),
    })),
  };
}

/** What Camunda calls the way a decision is made. */
export function decisionType({ kind: logic }: Pick<DecisionTrace, 'kind'>): string {
  const known = logic === 'decisionTable' || logic === 'literalExpression';
  return wordFor(decisionTypes, known ? logic : 'other');
}
