import type { Key } from '../../core/keys.ts';
import type { HeldInstance } from '../instances.ts';
import type { SavePart } from '../save-batch.ts';
import type { StepContext } from '../step-rows.ts';
import { all, keyPart, part } from './part.ts';

/** Element instances as they come and go. Those that pass in one command are inserted as ended. */
export function elementParts({ events, instance }: HeldInstance, { now }: StepContext): SavePart[] {
  const completed = new Set(all(events, 'elementCompleted').map((event) => event.elementInstanceKey));
  const terminated = new Set(all(events, 'elementTerminated').map((event) => event.elementInstanceKey));
  const begun = all(events, 'elementActivated');
  const own = new Set(begun.map((event) => event.elementInstanceKey));
  // a migration may rename and move whatever lives
  const moved = all(events, 'instanceMigrated').length > 0 ? Object.values(instance.elements) : [];
  const idNow = (key: Key, elementId: string) => instance.elements[key]?.elementId ?? elementId;
  return [
    ...part(
      begun.map(({ elementInstanceKey: key, elementId, elementType, parentKey }) => ({
        k: key,
        s: parentKey,
        e: idNow(key, elementId),
        t: elementType,
        a: completed.has(key) ? 'completed' : terminated.has(key) ? 'terminated' : 'active',
      })),
      'ei',
      {
        text: `insert into element_instance_live (instance_key, started_at, key, scope_key, element_id, element_type, state,
                 ended_at)
               select $1, $2, r.k, r.s, r.e, r.t, r.a, case when r.a <> 'active' then $2::timestamptz end
                 from jsonb_to_recordset($3) as r(k bigint, s bigint, e text, t text, a text)`,
        values: [instance.key, now],
      },
    ),
    ...keyPart(
      [...completed, ...terminated].filter((key) => !own.has(key)),
      'eu',
      {
        text: `update element_instance_live set ended_at = $2,
                 state = case when key = any($3::bigint[]) then 'completed' else 'terminated' end
               where instance_key = $1 and key = any($4::bigint[])`,
        values: [instance.key, now, [...completed]],
      },
    ),
    ...part(
      moved
        .filter(({ key }) => !own.has(key))
        .map(({ key, elementId, parentKey }) => ({ key, element_id: elementId, scope_key: parentKey })),
      'em',
      {
        text: `update element_instance_live e set element_id = r.element_id, scope_key = r.scope_key
                 from jsonb_to_recordset($2) as r(key bigint, element_id text, scope_key bigint)
                where e.instance_key = $1 and e.key = r.key`,
        values: [instance.key],
      },
    ),
  ];
}
