import { z } from 'zod';
import { decisionRequirements } from '../../../registers/engine/decisions.ts';
import { findOne } from '../../../registers/engine/search.ts';
import { readSource } from '../../../registers/engine/sources.ts';
import { defineRoute, type Route } from '../../route.ts';
import { key, tenantId } from '../fields.ts';
import { getRoute, keyParams, searchRoute } from '../search-route.ts';
import { textAnswer } from '../text-answer.ts';

const authorize = { resource: 'studio', action: 'read' };

const item = z.object({
  decisionRequirementsKey: key,
  decisionRequirementsId: z.string(),
  decisionRequirementsName: z.string(),
  version: z.int(),
  resourceName: z.string(),
  tenantId,
});

export const routes: Route[] = [
  searchRoute(decisionRequirements, {
    path: '/v2/decision-requirements/search',
    summary: '查 DMN 文件',
    authorize,
    item,
  }),
  getRoute(decisionRequirements, {
    path: '/v2/decision-requirements/:key',
    summary: '一个 DMN 文件',
    authorize,
    item,
  }),
  defineRoute({
    method: 'get',
    path: '/v2/decision-requirements/:key/xml',
    summary: 'DMN 文件的内容',
    authorize,
    params: keyParams,
    handler: async ({ actor, params }, services) => {
      await findOne(services, actor, decisionRequirements, params.key);
      return textAnswer(await readSource(services, 'decision_requirements', params.key));
    },
  }),
];
