import { createProblem, forbidden } from '../../errors.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';

const unknownRole = createProblem('invalid_form', 422, '权限标识有误。');

/** The role of an organisation's own work follows from its level (O3). */
const roleOfLevel: Record<number, string> = {
  1: 'district',
  2: 'committee',
  3: 'general_branch',
  4: 'branch',
};
/** Roles for the whole system; they sit with the district. */
const systemRoles = ['designer', 'sysadmin', 'api'];

/** A program has nobody who could change an initial password: what it was given stays. */
export function mustChangePassword(roles: string[]): boolean {
  return roles.some((role) => role !== 'api');
}

/**
 * Accounts are granted by a superior: the organisation lies within the actor's reach and, but for the district, below
 * it. Nobody changes the own account.
 * @throws `forbidden`, `not_found`
 */
export function requireMayGrant(
  { policy }: Services,
  actor: Actor,
  account: { orgCode: string; username?: string },
): void {
  policy.require(actor, 'account', 'manage', { orgCode: account.orgCode });
  if (actor.kind === 'account' && account.username === actor.username) {
    throw forbidden('不能修改自己的账号，请由上级办理；改密码请到“修改密码”。');
  }
  if (account.orgCode === actor.orgCode && !hasWholeDistrict(actor)) {
    throw forbidden('本单位的账号由上级授权，请联系上级党组织。');
  }
}

/** @throws `invalid_form` (422) when the roles do not fit the organisation, `forbidden` when they are not his to give */
export async function requireFittingRoles(
  { db }: Pick<Services, 'db'>,
  actor: Actor,
  wanted: { orgCode: string; roles: string[] },
): Promise<void> {
  await requireKnownRoles({ db }, wanted);
  if (wanted.roles.some((role) => systemRoles.includes(role)) && !hasWholeDistrict(actor)) throw forbidden();
}

/** @throws `invalid_form` (422) when there is no such organisation, or the roles are not for its level */
export async function requireKnownRoles(
  { db }: Pick<Services, 'db'>,
  { orgCode, roles }: { orgCode: string; roles: string[] },
): Promise<void> {
  const organisation = await db('organisation').where('code', orgCode).first('level');
  if (!organisation) throw fault('orgCode', '没有这个党组织。');
  const fitting = [
    roleOfLevel[organisation.level as number],
    ...(organisation.level === 1 ? systemRoles : []),
  ];
  const misfit = roles.find((role) => !fitting.includes(role));
  if (misfit) {
    throw fault('roles', `权限标识 ${misfit} 不适用于这一级党组织，可用的有：${fitting.join('、')}。`);
  }
}

function hasWholeDistrict({ roles }: Actor): boolean {
  return roles.some((role) => role === 'district' || role === 'sysadmin');
}

function fault(field: string, message: string): Error {
  return unknownRole(message, { fields: [{ field, message }] });
}
