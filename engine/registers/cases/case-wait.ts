import { readMilestones } from '../../bpmn/property-values.ts';
import type { Key } from '../../core/keys.ts';
import { elementOf } from '../../core/model.ts';
import type { Services } from '../../services.ts';
import { readDefinition } from '../../store/definitions.ts';
import { monthDay } from '../chinese-dates.ts';

/** The day a case waits for (公示期), at an event drawn on its way: nobody has it in hand meanwhile. */
export interface CaseWait {
  elementId: string;
  /** As drawn; empty where the diagram gives none. */
  elementName: string;
  dueAt: Date;
}

/**
 * What cases wait for, by the key of their instance: of several days the first. A day on the edge of an activity, or
 * beside other events behind a gateway, is a term and not where the case stands.
 */
export async function readWaits({ pool }: Services, rootKeys: Key[]): Promise<Map<Key, CaseWait>> {
  if (rootKeys.length === 0) return new Map();
  const { rows } = await pool.query<WaitRow>({
    name: 'days-cases-wait-for',
    text: `select distinct on (i.root_key) i.root_key, i.definition_key, t.element_id, t.due_at
             from process_instance_live i
                  join timer t on t.instance_key = i.key and t.state = 'waiting'
                  join element_instance_live e on e.instance_key = i.key and e.key = t.element_instance_key
                   and e.element_id = t.element_id and e.element_type = 'intermediateCatchEvent'
            where (i.key = any($1::bigint[]) or (i.root_key = any($1) and i.parent_key is not null))
            order by i.root_key, t.due_at, t.key`,
    values: [rootKeys],
  });
  const waits = rows.map(async ({ root_key, definition_key, element_id, due_at }) => {
    const { model } = await readDefinition(pool, pool, definition_key);
    const { name } = elementOf(model, element_id);
    return [root_key, { elementId: element_id, elementName: name, dueAt: due_at }] as const;
  });
  return new Map(await Promise.all(waits));
}

interface WaitRow {
  root_key: Key;
  definition_key: Key;
  element_id: string;
  due_at: Date;
}

/**
 * “公示中，至 12月3日”: by the milestone where the event is named after it, else by the event's own name. Null where
 * neither has one.
 */
export function waitWords(wait: CaseWait, milestones: string | undefined, timeZone: string): string | null {
  const { elementId, elementName, dueAt } = wait;
  const milestone = readMilestones(milestones).milestones.find(({ steps }) => steps.includes(elementId));
  const isCalledSo = milestone && elementName.startsWith(milestone.name);
  const name = elementName && !isCalledSo ? elementName : milestone && `${milestone.name}中`;
  return name ? `${name}，至 ${monthDay(dueAt, timeZone)}` : null;
}
