import type { Key } from '../../core/keys.ts';
import { notFound } from '../../errors.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';

/**
 * Refuses who may not do this to an instance.
 * @throws `not_found` where he may not even see it, `forbidden`
 */
export async function requireInstance(
  { db, policy }: Services,
  actor: Actor,
  action: string,
  instanceKey: Key,
): Promise<void> {
  const row = await db('process_instance as i')
    .leftJoin('case_file as c', 'c.instance_key', 'i.root_key')
    .where('i.key', instanceKey)
    .first('i.key', 'c.org_code');
  if (!row) throw notFound(`There is no process instance with key '${instanceKey}'.`);
  policy.require(actor, 'instance', action, { orgCode: row.org_code as string | null });
}
