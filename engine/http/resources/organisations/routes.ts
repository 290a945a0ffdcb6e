import { z } from 'zod';
import { analyseOrganisation } from '../../../registers/organisations/analyse.ts';
import { changeOrganisation } from '../../../registers/organisations/change-organisation.ts';
import { createOrganisation } from '../../../registers/organisations/create-organisation.ts';
import { findOrganisation } from '../../../registers/organisations/find-organisation.ts';
import { listUnits } from '../../../registers/organisations/list-units.ts';
import { readTree } from '../../../registers/organisations/tree.ts';
import { orgCode } from '../../fields.ts';
import { defineRoute, type Route } from '../../route.ts';
import {
  analysis,
  newOrganisation,
  organisation,
  organisationBody,
  treeNodes,
  treeQuery,
  unitQuery,
  units,
} from './schemas.ts';

const read = { resource: 'organisation', action: 'read' };
const params = z.object({ code: orgCode });

export const routes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/organisations/tree',
    summary: '组织树：逐级打开，带党员数和红色预警数',
    authorize: read,
    query: treeQuery,
    response: treeNodes,
    handler: async ({ actor, query }, services) => ({ items: await readTree(services, actor, query) }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/organisations',
    summary: '新增下级党组织，编码自动分配',
    authorize: { resource: 'organisation', action: 'create' },
    body: newOrganisation,
    response: organisation,
    handler: ({ actor, body }, services) => createOrganisation(services, actor, body),
  }),
  defineRoute({
    method: 'get',
    path: '/api/organisations/:code',
    summary: '党组织基本情况信息表',
    authorize: read,
    params,
    response: organisation,
    handler: ({ actor, params }, services) => findOrganisation(services, actor, params.code),
  }),
  defineRoute({
    method: 'put',
    path: '/api/organisations/:code',
    summary: '维护党组织基本情况信息表',
    authorize: { resource: 'organisation', action: 'update' },
    params,
    body: organisationBody,
    response: organisation,
    handler: ({ actor, params, body }, services) => changeOrganisation(services, actor, params.code, body),
  }),
  defineRoute({
    method: 'get',
    path: '/api/organisations/:code/analysis',
    summary: '本组织及下级的文字分析和统计图',
    authorize: { resource: 'member', action: 'read' },
    params,
    response: analysis,
    handler: ({ actor, params }, services) => analyseOrganisation(services, actor, params.code),
  }),
  defineRoute({
    method: 'get',
    path: '/api/units',
    summary: '可选择的单位（转办、指定责任单位）',
    authorize: { resource: 'organisation', action: 'choose' },
    query: unitQuery,
    response: units,
    handler: ({ actor, query }, services) => listUnits(services, actor, query),
  }),
];
