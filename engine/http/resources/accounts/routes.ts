import { z } from 'zod';
import { changeAccount } from '../../../registers/accounts/change-account.ts';
import { createAccount } from '../../../registers/accounts/create-account.ts';
import { listAccounts } from '../../../registers/accounts/list-accounts.ts';
import { resetPassword } from '../../../registers/accounts/reset-password.ts';
import { key } from '../../fields.ts';
import { defineRoute, type Route } from '../../route.ts';
import {
  accountItem,
  accountPage,
  accountPatch,
  accountQuery,
  initialPassword,
  newAccount,
} from './schemas.ts';

const read = { resource: 'account', action: 'read' };
const manage = { resource: 'account', action: 'manage' };
const params = z.object({ id: key });

export const routes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/accounts',
    summary: '管理范围内的单位账号',
    authorize: read,
    query: accountQuery,
    response: accountPage,
    handler: ({ actor, query }, services) => listAccounts(services, actor, query),
  }),
  defineRoute({
    method: 'post',
    path: '/api/accounts',
    summary: '为下级党组织授权账号；初始密码只显示这一次',
    authorize: manage,
    body: newAccount,
    response: initialPassword,
    handler: ({ actor, body }, services) => createAccount(services, actor, body),
  }),
  defineRoute({
    method: 'patch',
    path: '/api/accounts/:id',
    summary: '改名称、改权限标识、停用或启用、解除锁定',
    authorize: manage,
    params,
    body: accountPatch,
    response: accountItem,
    handler: ({ actor, params, body }, services) => changeAccount(services, actor, params.id, body),
  }),
  defineRoute({
    method: 'post',
    path: '/api/accounts/:id/password',
    summary: '重置密码；新的初始密码只显示这一次',
    authorize: manage,
    params,
    response: initialPassword,
    handler: ({ actor, params }, services) => resetPassword(services, actor, params.id),
  }),
];
