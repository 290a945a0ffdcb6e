import { isFailure } from '../core/failure.ts';
import type { JsonObject } from '../core/keys.ts';
import { failureInWords } from '../dmn/failure-words.ts';
import { createProblem } from '../errors.ts';
import type { Actor } from '../policy/actor.ts';
import type { Services } from '../services.ts';
import type { DecisionVersion } from '../store/decisions.ts';
import { execute } from './execute.ts';
import { decideIn, type EvaluatedDecision } from './execution/decide.ts';

export interface EvaluateDecision extends DecisionVersion {
  variables: JsonObject;
}

const noDecision = createProblem('no_decision', 404, '没有部署这个决策。');
const decisionFailed = createProblem('decision_failed', 422, '决策没有得出结果。');

/**
 * Makes a decision by itself, outside any process: what designers try out. It is recorded, also when it fails.
 * @throws `no_decision` (404); `decision_failed` (422) with `reason`, `expected`, `decisionId`, `elementId`
 */
export async function evaluateDecision(
  services: Services,
  actor: Actor,
  { variables, ...version }: EvaluateDecision,
): Promise<EvaluatedDecision> {
  services.policy.require(actor, 'decision', 'evaluate', {});
  const made = await execute(services, actor, (run) => decideIn(run, version, variables, null));
  if (!isFailure(made)) return made;
  if (made.code === 'decision_not_found') throw noDecision(`没有部署决策“${version.decisionId}”。`);
  const { code: reason, message: expected, decisionId, elementId } = made;
  throw decisionFailed(failureInWords(reason), { reason, expected, decisionId, elementId });
}
