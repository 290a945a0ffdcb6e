import type { Knex } from 'knex';
import type { MemberActor } from '../../engine/policy/actor.ts';
import { plantCase } from './case-row.ts';

export interface PlantedWarning {
  dueAt?: string;
  name?: string;
  escalatedTo?: string;
  hiddenFrom?: string[];
}

/**
 * An open case of the member with an overdue task at that unit and its red warning.
 * @returns takes the warning away as the completion of the task does
 */
export async function warnMember(
  db: Knex,
  member: MemberActor,
  unit: string,
  { dueAt = '2026-11-19T23:59:59+08:00', name = '入户核查', escalatedTo, hiddenFrom }: PlantedWarning = {},
): Promise<() => Promise<void>> {
  const caseId = await plantCase(db, { member, orgCode: member.orgCode });
  if (hiddenFrom) await db('case_file').where({ id: caseId }).update({ hidden_from: hiddenFrom });
  await plantTask(db, { caseId, unit, dueAt, name, escalatedTo });
  await db('red_warning').insert({
    task_key: caseId,
    case_id: caseId,
    member_id: member.memberId,
    org_code: unit,
    due_at: dueAt,
    raised_at: dueAt,
    level: escalatedTo ? 1 : 0,
    escalated_to: escalatedTo ?? null,
  });
  return async () => {
    const done = new Date('2026-11-24T09:00:00+08:00');
    await db('red_warning').where({ task_key: caseId }).update({ resolved_at: done });
    await db('user_task').where({ key: caseId }).update({ state: 'completed', completed_at: done });
  };
}

interface PlantedTask {
  caseId: string;
  unit: string;
  dueAt: string;
  name: string;
  escalatedTo?: string;
}

/** The case's first task; it has the key of the case. */
async function plantTask(db: Knex, { caseId, unit, dueAt, name, escalatedTo }: PlantedTask): Promise<void> {
  await db('user_task').insert({
    key: caseId,
    instance_key: caseId,
    element_instance_key: caseId,
    element_id: 't_check',
    name,
    process_id: `p${caseId}`,
    definition_key: caseId,
    case_id: caseId,
    created_at: '2026-11-16T09:00:00+08:00',
    due_at: dueAt,
    escalated_to: escalatedTo ?? null,
    escalation_level: escalatedTo ? 1 : 0,
  });
  await db('task_candidate').insert({ task_key: caseId, kind: 'unit', value: unit, reason: 'test' });
}
