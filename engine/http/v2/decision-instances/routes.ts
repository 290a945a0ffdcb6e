import { z } from 'zod';
import {
  decisionInstances,
  decisionStates,
  decisionTypes,
  oneDecisionInstance,
} from '../../../registers/engine/decision-instances.ts';
import type { Route } from '../../route.ts';
import { evaluatedInput, matchedRule } from '../decision-definitions/schemas.ts';
import { instant, key, tenantId } from '../fields.ts';
import { getRoute, searchRoute } from '../search-route.ts';

const authorize = { resource: 'decision', action: 'read' };

const item = z.object({
  decisionEvaluationInstanceKey: key,
  decisionEvaluationKey: key,
  decisionDefinitionKey: key,
  decisionDefinitionId: z.string(),
  decisionDefinitionName: z.string(),
  decisionDefinitionVersion: z.int(),
  decisionDefinitionType: z.enum(Object.keys(decisionTypes)),
  state: z.enum(Object.keys(decisionStates)),
  evaluationDate: instant,
  evaluationFailure: z.string().optional(),
  result: z.string().optional(),
  processInstanceKey: key.optional(),
  processDefinitionKey: key.optional(),
  elementInstanceKey: key.optional(),
  tenantId,
});

export const routes: Route[] = [
  searchRoute(decisionInstances, {
    path: '/v2/decision-instances/search',
    summary: '查求过的决策',
    authorize,
    item,
  }),
  getRoute(oneDecisionInstance, {
    path: '/v2/decision-instances/:key',
    summary: '一次求值：输入、命中的规则、结果',
    authorize,
    item: item.extend({ evaluatedInputs: z.array(evaluatedInput), matchedRules: z.array(matchedRule) }),
  }),
];
