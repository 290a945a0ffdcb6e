import { z } from 'zod';
import { key, tenantId, variables } from '../fields.ts';

export const decisionDefinition = z.object({
  decisionDefinitionKey: key,
  decisionDefinitionId: z.string(),
  name: z.string(),
  version: z.int(),
  decisionRequirementsId: z.string(),
  decisionRequirementsKey: key,
  tenantId,
});

export const evaluationBody = z
  .strictObject({
    decisionDefinitionId: z.string().min(1).optional(),
    decisionDefinitionKey: key.optional(),
    variables: variables.default({}),
    tenantId: tenantId.optional(),
  })
  .refine(
    (body) => (body.decisionDefinitionId === undefined) !== (body.decisionDefinitionKey === undefined),
    "Expected one of 'decisionDefinitionId' and 'decisionDefinitionKey'",
  );

export const evaluatedInput = z.object({
  inputId: z.string(),
  inputName: z.string(),
  inputValue: z.string(),
});

export const matchedRule = z.object({
  ruleId: z.string(),
  ruleIndex: z.int(),
  evaluatedOutputs: z.array(
    z.object({ outputId: z.string(), outputName: z.string(), outputValue: z.string() }),
  ),
});

const evaluatedDecision = z.object({
  decisionDefinitionId: z.string(),
  decisionDefinitionName: z.string(),
  decisionDefinitionVersion: z.int(),
  decisionDefinitionType: z.string(),
  decisionDefinitionKey: key,
  decisionEvaluationInstanceKey: key,
  output: z.string(),
  evaluatedInputs: z.array(evaluatedInput),
  matchedRules: z.array(matchedRule),
  tenantId,
});

export const evaluated = z.object({
  decisionDefinitionId: z.string(),
  decisionDefinitionName: z.string(),
  decisionDefinitionVersion: z.int(),
  decisionDefinitionKey: key,
  decisionRequirementsId: z.string(),
  decisionRequirementsKey: key,
  decisionEvaluationKey: key,
  decisionInstanceKey: key,
  output: z.string(),
  /** `-` and nothing: what fails is answered as a problem. */
  failedDecisionDefinitionId: z.string(),
  failureMessage: z.string(),
  evaluatedDecisions: z.array(evaluatedDecision),
  tenantId,
});
