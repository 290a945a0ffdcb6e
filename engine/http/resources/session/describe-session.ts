import { DateTime } from 'luxon';
import { demoLogins } from '../../../registers/sessions/demo-logins.ts';
import { readSession, type Session } from '../../../registers/sessions/read-session.ts';
import type { Services } from '../../../services.ts';
import type { Node } from '../../node.ts';
import type { SessionInfo } from './schemas.ts';

/** What every page asks first: who I am, what I may, and what day it is at the office. */
export async function describeSession(
  services: Services,
  node: Node,
  token: string | null,
  ip: string,
): Promise<SessionInfo> {
  const session = token ? await readSession(services, token, ip) : null;
  const now = DateTime.fromJSDate(services.clock.now(), { zone: services.config.TIME_ZONE });
  return {
    actor: session && describeActor(session, services, node),
    system: {
      title: '清河区基层党建大数据系统',
      today: now.toISODate()!,
      now: now.toISO()!,
      demo: node.demo,
      demoLogins: node.demo && !session ? await demoLogins(services) : [],
      smsStandin: !services.config.SMS_GATEWAY_URL,
    },
  };
}

function describeActor(
  { actor, mustChangePassword }: Session,
  { policy }: Services,
  node: Node,
): NonNullable<SessionInfo['actor']> {
  return {
    kind: actor.kind,
    displayName: actor.displayName,
    orgCode: actor.orgCode,
    orgName: actor.orgName,
    level: actor.level,
    roles: actor.roles,
    ...(actor.kind === 'account' ? { username: actor.username } : { memberId: actor.memberId }),
    mustChangePassword,
    can: rightsOf(node.routes)
      .filter(({ resource, action }) => policy.may(actor, resource, action))
      .map(({ resource, action }) => `${resource}:${action}`),
  };
}

/** What routes ask for, each once: screens show what would be answered. */
function rightsOf(routes: Node['routes']): { resource: string; action: string }[] {
  const rights = routes.flatMap(({ authorize }) => (typeof authorize === 'object' ? [authorize] : []));
  return [...new Map(rights.map((right) => [`${right.resource}:${right.action}`, right])).values()];
}
