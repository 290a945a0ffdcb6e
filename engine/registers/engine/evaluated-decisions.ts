import type { Key } from '../../core/keys.ts';
import type { Services } from '../../services.ts';
import { decisionInstances, oneDecisionInstance } from './decision-instances.ts';
import { TENANT } from './searchable.ts';

export interface DecisionVersion {
  key: Key;
  decisionId: string;
  version: number;
  requirementsId: string;
  requirementsKey: Key;
}

/** A version of a decision by its key, or the newest by its id; undefined when there is none. */
export async function findDecisionVersion(
  { pool }: Services,
  wanted: { key?: Key; decisionId?: string },
): Promise<DecisionVersion | undefined> {
  const { rows } = await pool.query<DecisionVersion>(
    `select d.key, d.decision_id as "decisionId", d.version, r.requirements_id as "requirementsId",
            r.key as "requirementsKey"
       from decision_definition d join decision_requirements r on r.key = d.requirements_key
      where ($1::bigint is null or d.key = $1) and ($2::text is null or d.decision_id = $2)
      order by d.version desc limit 1`,
    [wanted.key ?? null, wanted.decisionId ?? null],
  );
  return rows[0];
}

type Row = Parameters<typeof oneDecisionInstance.toItem>[0];

/** The decisions made in one evaluation, in the order they were made. */
export async function evaluatedDecisions({ pool }: Services, evaluationKey: Key) {
  const { rows } = await pool.query<Row>(
    `select ${decisionInstances.select} from ${decisionInstances.from} where e.key = $1 order by t.place`,
    [evaluationKey],
  );
  return rows.map((row) => {
    const one = oneDecisionInstance.toItem(row);
    return {
      decisionDefinitionId: one.decisionDefinitionId,
      decisionDefinitionName: one.decisionDefinitionName,
      decisionDefinitionVersion: one.decisionDefinitionVersion,
      decisionDefinitionType: one.decisionDefinitionType,
      decisionDefinitionKey: one.decisionDefinitionKey,
      decisionEvaluationInstanceKey: one.decisionEvaluationInstanceKey,
      output: one.result ?? 'null',
      evaluatedInputs: one.evaluatedInputs,
      matchedRules: one.matchedRules,
      tenantId: TENANT,
    };
  });
}
