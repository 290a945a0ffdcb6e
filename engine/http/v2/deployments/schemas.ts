import { z } from 'zod';
import { key, tenantId } from '../fields.ts';

/** What comes along with the files. */
export const deploymentFields = z.object({ tenantId: tenantId.optional() });

const processDefinition = z.object({
  processDefinitionId: z.string(),
  processDefinitionVersion: z.int(),
  processDefinitionKey: key,
  resourceName: z.string(),
  tenantId,
});
const decisionDefinition = z.object({
  decisionDefinitionId: z.string(),
  decisionDefinitionKey: key,
  version: z.int(),
  name: z.string(),
  decisionRequirementsId: z.string(),
  decisionRequirementsKey: key,
  tenantId,
});
const decisionRequirements = z.object({
  decisionRequirementsId: z.string(),
  decisionRequirementsKey: key,
  decisionRequirementsName: z.string(),
  version: z.int(),
  resourceName: z.string(),
  tenantId,
});
const form = z.object({
  formId: z.string(),
  formKey: key,
  version: z.int(),
  resourceName: z.string(),
  tenantId,
});

export const deployment = z.object({
  deploymentKey: key,
  tenantId,
  deployments: z.array(
    z.union([
      z.strictObject({ processDefinition }),
      z.strictObject({ decisionDefinition }),
      z.strictObject({ decisionRequirements }),
      z.strictObject({ form }),
    ]),
  ),
});
