import { deploy, type DeploymentMade } from '../../../commands/deploy.ts';
import {
  readRequirementsOf,
  type DeployedRequirements,
} from '../../../registers/engine/deployed-requirements.ts';
import { TENANT } from '../../../registers/engine/searchable.ts';
import { defineRoute, type Route } from '../../route.ts';
import { readResources, type Resources } from './read-resources.ts';
import { deployment, deploymentFields } from './schemas.ts';

/** Of all files together: the largest diagram that is read, with its forms. */
const MOST_BYTES = 12 * 1_048_576;

export const routes: Route[] = [
  defineRoute({
    method: 'post',
    path: '/v2/deployments',
    summary: '部署流程图、决策、表单；内容没变的保留原版本。引擎自己不办的任务类型视为由外部程序办',
    authorize: { resource: 'studio', action: 'deploy' },
    files: { name: 'resources', maxBytes: MOST_BYTES, maxFiles: 100 },
    body: deploymentFields,
    response: deployment,
    handler: async ({ actor, files = [] }, services) => {
      const resources = readResources(files);
      const made = await deploy(services, actor, resources);
      const requirements = await readRequirementsOf(
        services,
        made.decisions.map(({ key }) => key),
      );
      return toResult(made, resources, requirements);
    },
  }),
];

function toResult(made: DeploymentMade, { forms }: Resources, requirements: DeployedRequirements) {
  const fileOf = new Map(forms.map(({ id, name }) => [id, name]));
  return {
    deploymentKey: made.deploymentKey,
    tenantId: TENANT,
    deployments: [
      ...made.processes.map((process) => ({
        processDefinition: {
          processDefinitionId: process.processId,
          processDefinitionVersion: process.version,
          processDefinitionKey: process.key,
          resourceName: process.resourceName,
          tenantId: TENANT,
        },
      })),
      ...made.decisions.map((decision) => ({
        decisionDefinition: {
          decisionDefinitionId: decision.decisionId,
          decisionDefinitionKey: decision.key,
          version: decision.version,
          name: decision.name,
          ...requirements.of(decision.key),
          tenantId: TENANT,
        },
      })),
      ...requirements.all.map((decisionRequirements) => ({ decisionRequirements })),
      ...made.forms.map((form) => ({
        form: {
          formId: form.id,
          formKey: form.key,
          version: form.version,
          resourceName: fileOf.get(form.id)!,
          tenantId: TENANT,
        },
      })),
    ],
  };
}
