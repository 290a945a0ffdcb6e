import { decisionDefinitions } from '../../../registers/engine/decisions.ts';
import { findOne } from '../../../registers/engine/search.ts';
import { readSourceOfDecision } from '../../../registers/engine/sources.ts';
import { defineRoute, type Route } from '../../route.ts';
import { getRoute, keyParams, searchRoute } from '../search-route.ts';
import { textAnswer } from '../text-answer.ts';
import { evaluate } from './evaluate.ts';
import { decisionDefinition, evaluated, evaluationBody } from './schemas.ts';

const authorize = { resource: 'studio', action: 'read' };

export const routes: Route[] = [
  searchRoute(decisionDefinitions, {
    path: '/v2/decision-definitions/search',
    summary: '查决策',
    authorize,
    item: decisionDefinition,
  }),
  defineRoute({
    method: 'post',
    path: '/v2/decision-definitions/evaluation',
    summary: '求一个决策，留下记录',
    authorize: { resource: 'decision', action: 'evaluate' },
    body: evaluationBody,
    response: evaluated,
    handler: ({ actor, body }, services) => evaluate(services, actor, body),
  }),
  getRoute(decisionDefinitions, {
    path: '/v2/decision-definitions/:key',
    summary: '一个决策',
    authorize,
    item: decisionDefinition,
  }),
  defineRoute({
    method: 'get',
    path: '/v2/decision-definitions/:key/xml',
    summary: '决策所在的 DMN 文件',
    authorize,
    params: keyParams,
    handler: async ({ actor, params }, services) => {
      await findOne(services, actor, decisionDefinitions, params.key);
      return textAnswer(await readSourceOfDecision(services, params.key));
    },
  }),
];
