import type { z } from 'zod';
import { evaluateDecision } from '../../../commands/evaluate-decision.ts';
import type { JsonObject } from '../../../core/keys.ts';
import { notFound } from '../../../errors.ts';
import type { Actor } from '../../../policy/actor.ts';
import { evaluatedDecisions, findDecisionVersion } from '../../../registers/engine/evaluated-decisions.ts';
import { TENANT } from '../../../registers/engine/searchable.ts';
import type { Services } from '../../../services.ts';
import type { evaluated, evaluationBody } from './schemas.ts';

/** What Camunda's clients want to read where no decision has failed: some id. */
const NONE = '-';

/** Makes a decision by itself; it is recorded. */
export async function evaluate(
  services: Services,
  actor: Actor,
  body: z.infer<typeof evaluationBody>,
): Promise<z.infer<typeof evaluated>> {
  const wanted = await findDecisionVersion(services, {
    key: body.decisionDefinitionKey,
    decisionId: body.decisionDefinitionId,
  });
  if (!wanted) throw notFound('There is no such decision definition.');
  const { decisionId, version } = wanted;
  const made = await evaluateDecision(services, actor, {
    decisionId,
    version,
    variables: body.variables as JsonObject,
  });
  return {
    decisionDefinitionId: decisionId,
    decisionDefinitionName: made.definition.name,
    decisionDefinitionVersion: version,
    decisionDefinitionKey: wanted.key,
    decisionRequirementsId: wanted.requirementsId,
    decisionRequirementsKey: wanted.requirementsKey,
    decisionEvaluationKey: made.key,
    decisionInstanceKey: made.key,
    output: JSON.stringify(made.result),
    failedDecisionDefinitionId: NONE,
    failureMessage: '',
    evaluatedDecisions: await evaluatedDecisions(services, made.key),
    tenantId: TENANT,
  };
}
