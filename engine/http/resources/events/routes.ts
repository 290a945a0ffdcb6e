import { OrgCodes } from '../../../policy/org-code.ts';
import type { Actor } from '../../../policy/actor.ts';
import { readSession } from '../../../registers/sessions/read-session.ts';
import type { Services } from '../../../services.ts';
import type { Change } from '../../../store/changes.ts';
import { concerns } from '../../live/concerns.ts';
import { defineRoute, type Route } from '../../route.ts';

const all: Change['event'][] = ['inbox', 'case', 'notification', 'import', 'organisation', 'policy'];

export const routes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/events',
    summary:
      '实时变动（SSE）：inbox、case、notification、import、organisation、policy；只说有变动，内容由页面按自己的权限再取',
    authorize: 'login',
    passive: true,
    async handler({ actor, sessionToken, ip, node }, services) {
      const codes = new OrgCodes(services.config.CODE_DIGITS);
      return {
        subscribe: (send, end) =>
          node.changes.subscribe((change) => {
            if (change === null) all.forEach((event) => send(event, {}));
            else if (concerns(change, actor, codes) && mayHear(services, actor, change))
              send(change.event, change.id ? { id: change.id } : {});
          }, end),
        goesOn: async () => (await readSession(services, sessionToken ?? '', ip)) !== null,
      };
    },
  }),
];

/** A message about a case is none for who may not read cases: his own list does not show it either. */
function mayHear({ policy }: Services, actor: Actor, { aboutCase }: Change): boolean {
  return !aboutCase || actor.kind === 'member' || policy.may(actor, 'case', 'read');
}
