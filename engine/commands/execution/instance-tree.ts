import type { Key } from '../../core/keys.ts';
import type { HeldInstance } from '../../store/instances.ts';
import { hold, type Run } from './run.ts';

/** An instance and everything it has called that still runs, locked from the outermost inwards. */
export async function holdTree(run: Run, instanceKey: Key): Promise<HeldInstance[]> {
  const { rows } = await run.tx.client.query<{ key: Key }>({
    name: 'find-called-tree',
    text: `with recursive tree as (
             select key, 0 as depth from process_instance_live where key = $1
             union all
             select i.key, t.depth + 1 from process_instance_live i join tree t on i.parent_key = t.key
              where i.state in ('active', 'suspended'))
           select key from tree order by depth, key`,
    values: [instanceKey],
  });
  const held: HeldInstance[] = [];
  for (const { key } of rows.length > 0 ? rows : [{ key: instanceKey }]) held.push(await hold(run, key));
  return held;
}
