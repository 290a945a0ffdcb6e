import type { Key } from '../../core/keys.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { filterSql, join, type Filter } from './filter-sql.ts';
import { processInstanceFields, processInstances } from './process-instances.ts';
import { ask } from './search.ts';
import { key } from './searchable.ts';

export interface ElementCount {
  elementId: string;
  active: number;
  canceled: number;
  incidents: number;
  completed: number;
}

/** Over which instances is counted: all of a version, or one. */
export type Counted = { definitionKey: Key } | { instanceKey: Key };

/** How many instances of each element there are and were. */
export async function elementStatistics(
  services: Services,
  actor: Actor,
  counted: Counted,
  filter: Filter = {},
): Promise<ElementCount[]> {
  const own =
    'definitionKey' in counted
      ? filterSql({ own: key('i.definition_key') }, { own: counted.definitionKey })
      : filterSql({ own: key('i.key') }, { own: counted.instanceKey });
  const allowed = processInstances.reach(services, actor);
  const where = join([own, filterSql(processInstanceFields, filter), allowed], 'and');
  return ask<ElementCount>(services, {
    sql: `select e.element_id as "elementId",
                 (count(*) filter (where e.state = 'active'))::int as active,
                 (count(*) filter (where e.state = 'terminated'))::int as canceled,
                 (count(*) filter (where e.state = 'completed'))::int as completed,
                 (count(x.incident))::int as incidents
            from element_instance e join process_instance i on i.key = e.instance_key
            left join lateral (select 1 as incident from incident x
                   where x.instance_key = i.key and x.element_instance_key = e.key and x.resolved_at is null limit 1) x on true
           where ${where.sql} and e.scope_key is not null
           group by e.element_id order by e.element_id`,
    bindings: where.bindings,
  });
}
