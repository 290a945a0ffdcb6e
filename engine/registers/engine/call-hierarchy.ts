import type { Key } from '../../core/keys.ts';
import type { Services } from '../../services.ts';

export interface CallingInstance {
  processInstanceKey: Key;
  processDefinitionKey: Key;
  processDefinitionName: string;
}

/** The instances that lead to this one by calling each other, the outermost first, itself at the end. */
export async function callHierarchy({ pool }: Services, instanceKey: Key): Promise<CallingInstance[]> {
  const { rows } = await pool.query<CallingInstance>(
    `with recursive line as (
       select key, parent_key, definition_key, 0 as depth from process_instance where key = $1
       union all
       select i.key, i.parent_key, i.definition_key, l.depth + 1
         from process_instance i join line l on i.key = l.parent_key)
     select l.key as "processInstanceKey", d.key as "processDefinitionKey", d.name as "processDefinitionName"
       from line l join process_definition d on d.key = l.definition_key order by l.depth desc`,
    [instanceKey],
  );
  return rows;
}

/** An instance and everything it has called, at whatever depth, running or not. */
export async function calledInstances({ pool }: Services, instanceKey: Key): Promise<Key[]> {
  const { rows } = await pool.query<{ key: Key }>(
    `with recursive tree as (
       select key from process_instance where key = $1
       union all
       select i.key from process_instance i join tree t on i.parent_key = t.key)
     select key from tree`,
    [instanceKey],
  );
  return rows.map(({ key }) => key);
}
