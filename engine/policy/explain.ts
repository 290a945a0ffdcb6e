import type { Actor } from './actor.ts';
import type { OrgCodes } from './org-code.ts';
import type { Grant, Permissions } from './permissions.ts';
import type { Target } from './policy.ts';
import { reachRules } from './reach.ts';
import { actionWord, reachWords, resourceWord, roleWord } from './words.ts';

/**
 * Why the actor can or cannot do this to that, in sentences that quote the lines of `permissions.csv` by the numbers the
 * editor shows. Organisations stand in them by their codes.
 */
export function explainDecision(
  permissions: Permissions,
  codes: OrgCodes,
  actor: Actor,
  resource: string,
  action: string,
  target: Target,
): { allowed: boolean; sentences: string[] } {
  const deed = `${actionWord(action)}${resourceWord(resource)}`;
  if (actor.kind === 'system') return { allowed: true, sentences: [`系统自动办理，可以${deed}。`] };
  const who = `“${actor.displayName}”属于${actor.orgName}，角色：${actor.roles.map(roleWord).join('、')}。`;
  const grants = permissions.grants(actor.roles, resource, action);
  if (grants.length === 0) {
    return { allowed: false, sentences: [who, `权限表里没有一行允许这些角色${deed}。`] };
  }
  if (isNothing(target)) return explainRight(who, grants, deed);
  const verdicts = grants.map((grant) => ({
    grant,
    holds: reachRules[grant.reach].holds(actor, target, codes),
  }));
  const allowed = verdicts.some(({ holds }) => holds);
  return {
    allowed,
    sentences: [
      who,
      describeTarget(target),
      ...verdicts.map(({ grant, holds }) => `${describeGrant(grant, deed)}：${holds ? '符合' : '不符合'}。`),
      allowed ? `结论：可以${deed}。` : `结论：不可以${deed}，因为对象不在以上任何一行的范围内。`,
    ],
  };
}

/** Asked of no thing in particular: is the right there at all, and how far does it reach? */
function explainRight(who: string, grants: Grant[], deed: string): { allowed: boolean; sentences: string[] } {
  const conclusion = `结论：有${deed}的权限；能不能办某一件事，要看它在不在以上范围内。`;
  return {
    allowed: true,
    sentences: [who, ...grants.map((grant) => `${describeGrant(grant, deed)}。`), conclusion],
  };
}

function isNothing({ orgCode, memberId, units }: Target): boolean {
  return !orgCode && !memberId && !units?.length;
}

function describeGrant({ row, role, reach }: Grant, deed: string): string {
  return `权限表第 ${row} 行允许${roleWord(role)}${deed}，范围是${reachWords[reach]}`;
}

function describeTarget({ orgCode, memberId, units }: Target): string {
  const parts = [
    orgCode ? `所属组织 ${orgCode}` : '',
    units && units.length > 0 ? `责任单位 ${units.join('、')}` : '',
    memberId ? '涉及一名党员' : '',
  ].filter(Boolean);
  return `对象：${parts.join('，')}。`;
}
