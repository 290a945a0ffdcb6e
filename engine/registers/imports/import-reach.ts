import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import type { Reach } from './open-batch.ts';

/** What the actor may bring in: members as far as the policy reaches; what concerns everybody, with the whole district. */
export function importReach({ policy }: Pick<Services, 'policy'>, actor: Actor): Reach {
  return (orgCode) => policy.allows(actor, 'import', 'run', { orgCode });
}

/**
 * Organisations and accounts are the district's to import.
 * @throws `forbidden`
 */
export async function requireMayImport(
  { db, policy }: Pick<Services, 'db' | 'policy'>,
  actor: Actor,
  kind: string,
): Promise<void> {
  if (kind === 'members') return policy.require(actor, 'import', 'run', { orgCode: actor.orgCode });
  const district = await db('organisation').where('level', 1).first('code');
  policy.require(actor, 'import', 'run', { orgCode: district?.code ?? actor.orgCode });
}
