import { submitSuggestion } from '../../../commands/submit-suggestion.ts';
import { forbidden } from '../../../errors.ts';
import type { Actor, MemberActor } from '../../../policy/actor.ts';
import { listOwnCases } from '../../../registers/me/own-cases.ts';
import { readOwnSheet } from '../../../registers/me/own-sheet.ts';
import { defineRoute, type Route } from '../../route.ts';
import { started } from '../catalogue/schemas.ts';
import { ownCases, ownSheet, suggestion } from './schemas.ts';

export const routes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/me/sheet',
    summary: '本人的党员信息表',
    authorize: { resource: 'member', action: 'read' },
    response: ownSheet,
    handler: ({ actor }, services) => readOwnSheet(services, memberOnly(actor)),
  }),
  defineRoute({
    method: 'get',
    path: '/api/me/cases',
    summary: '本人的办件：办到哪里、谁在办、要我做什么',
    authorize: { resource: 'case', action: 'read' },
    response: ownCases,
    handler: async ({ actor }, services) => ({ items: await listOwnCases(services, memberOnly(actor)) }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/me/suggestion',
    summary: '提交“对党组织意见建议”，即发起一件咨议',
    authorize: { resource: 'service', action: 'start' },
    body: suggestion,
    response: started,
    async handler({ actor, body }, services) {
      const { caseNumber, message } = await submitSuggestion(services, memberOnly(actor), body.text);
      return { caseNumber, message };
    },
  }),
];

function memberOnly(actor: Actor): MemberActor {
  if (actor.kind !== 'member') throw forbidden('这里是党员本人的页面，请用党员身份登录。');
  return actor;
}
