import type { ClientBase } from 'pg';
import { APPROVER } from '../../bpmn/read-approval.ts';
import type { Instance, Loop } from '../../core/instance.ts';
import type { Key } from '../../core/keys.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Policy } from '../../policy/policy.ts';
import type { TaskRow } from './task-row.ts';

/** An approver who is asked along with this task and has not answered yet. */
export interface CoApprover {
  taskKey: Key;
  /** Names of the units that are to decide, and their codes. */
  units: string[];
  orgCodes: string[];
  /** The unit that has asked for it (加签); null: the diagram demands it. */
  addedBy: { code: string; name: string } | null;
}

/** Whether the task is one of several approvers' (property `approval`), to whom another can be added. */
export function isShared({ properties, data, element_instance_key, state }: TaskRow): boolean {
  return (
    state === 'created' &&
    properties.approval !== undefined &&
    data.elements[element_instance_key]?.round !== undefined
  );
}

/** The other open tasks of the same round of approval. */
export async function coApprovers(client: Pick<ClientBase, 'query'>, task: TaskRow): Promise<CoApprover[]> {
  if (!isShared(task)) return [];
  const { elements } = task.data;
  const body = elements[task.element_instance_key]!.parentKey;
  const others = Object.values(elements).filter(
    ({ key, parentKey, round }) =>
      parentKey === body && round !== undefined && key !== task.element_instance_key,
  );
  if (others.length === 0) return [];
  const adders = others.map(({ key }) => adderOf(task.data, key));
  const { rows } = await client.query<CoApproverRow>({
    name: 'find-co-approvers',
    text: `select t.key as "taskKey", k.units, k.codes as "orgCodes", a.adder, o.name as "adderName"
             from unnest($1::bigint[], $2::text[]) as a(element_instance_key, adder)
                  join user_task t on t.element_instance_key = a.element_instance_key and t.state = 'created'
                  left join organisation o on o.code = a.adder
                  cross join lateral (
                    select coalesce(array_agg(coalesce(u.name, c.value) order by c.value), '{}') as units,
                           coalesce(array_agg(c.value order by c.value), '{}') as codes
                      from task_candidate c left join organisation u on u.code = c.value
                     where c.task_key = t.key and c.kind = 'unit') k
            order by t.key`,
    values: [others.map(({ key }) => key), adders],
  });
  return rows.map(({ adder, adderName, ...one }) => ({
    ...one,
    addedBy: adder === null ? null : { code: adder, name: adderName ?? adder },
  }));
}

interface CoApproverRow extends Omit<CoApprover, 'addedBy'> {
  adder: string | null;
  adderName: string | null;
}

/** Code of the unit that has added this round of an approval by hand; null: it was drawn. */
export function adderOf({ elements }: Instance, elementInstanceKey: Key): string | null {
  const round = elements[elementInstanceKey];
  if (round?.round === undefined || round.parentKey === null) return null;
  const item = round.variables[APPROVER];
  const found = elements[round.parentKey]?.loop?.added?.findLast((one) => one.item === item);
  return typeof found?.by === 'string' ? found.by : null;
}

/** Whether a unit's turn is still to come, behind others. */
export function isStillToCome({ items, started, followers }: Loop, orgCode: string): boolean {
  return [...(items?.slice(started) ?? []), ...Object.values(followers ?? {})].includes(orgCode);
}

/** What the diagram demands stays. What was added, the unit that added it takes out, or whoever may manage the case. */
export function mayRemove(policy: Policy, actor: Actor, task: TaskRow, { addedBy }: CoApprover): boolean {
  if (addedBy === null) return false;
  const target = { orgCode: task.case_org, memberId: task.case_member };
  return addedBy.code === actor.orgCode || policy.allows(actor, 'case', 'manage', target);
}
