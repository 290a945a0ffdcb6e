import { oneVariable, variableList } from '../../../registers/engine/variables.ts';
import type { Route } from '../../route.ts';
import { getRoute, searchRoute } from '../search-route.ts';
import { listedVariable, variable } from './schemas.ts';

const authorize = { resource: 'instance', action: 'read' };

export const routes: Route[] = [
  searchRoute(variableList, {
    path: '/v2/variables/search',
    summary: '查变量；长的值截短',
    authorize,
    item: listedVariable,
  }),
  getRoute(oneVariable, {
    path: '/v2/variables/:key',
    summary: '一个变量，值是完整的',
    authorize,
    item: variable,
  }),
];
