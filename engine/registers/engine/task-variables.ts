import type { Key } from '../../core/keys.ts';
import { instanceReach } from './searchable.ts';
import { variableList } from './variables.ts';

/** Variables that an element sees: its own, and those of the scopes around it that it has none of the same name of. */
export function taskVariables(elementInstanceKey: Key) {
  return {
    ...variableList,
    from: `(
      with recursive scope as (
        select e.key, e.scope_key, e.instance_key, 0 as depth from element_instance e
         where e.key = ${BigInt(elementInstanceKey)}
        union all
        select e.key, e.scope_key, e.instance_key, s.depth + 1 from element_instance e
          join scope s on e.instance_key = s.instance_key and e.key = s.scope_key)
      select distinct on (v.name) v.* from variable v join scope s on v.instance_key = s.instance_key and v.scope_key = s.key
       order by v.name, s.depth) v join process_instance i on i.key = v.instance_key`,
    reach: instanceReach('task'),
  };
}
