import type { Knex } from 'knex';
import { actorNames } from '../actor-names.ts';

/** A user task of a case with the words screens show for it. */
export interface CaseTask {
  key: string;
  elementId: string;
  name: string;
  state: 'created' | 'completed' | 'cancelled';
  properties: Record<string, string>;
  createdAt: Date;
  dueAt: Date | null;
  completedAt: Date | null;
  completedByName: string | null;
  assignee: string | null;
  assigneeName: string | null;
  escalatedTo: string | null;
  escalatedToName: string | null;
  /** Name of the unit that is asked for its opinion (委派). */
  delegatedName: string | null;
  /** Units and members that may work it; of a member only the id is in `code`. */
  candidates: { kind: 'unit' | 'member' | 'group'; code: string; name: string; reason: string }[];
}

/** All user tasks of a case, oldest first. */
export async function readCaseTasks(db: Knex, caseId: string): Promise<CaseTask[]> {
  const rows = await db('user_task as t')
    .leftJoin('account as a', 'a.username', 't.assignee')
    .leftJoin('organisation as e', 'e.code', 't.escalated_to')
    .leftJoin('organisation as g', 'g.code', 't.delegated_to')
    .where('t.case_id', caseId)
    .orderBy('t.key')
    .select('t.*', 'a.display_name as assignee_name', 'e.name as escalated_to_name')
    .select('g.name as delegated_name');
  const keys = rows.map((row) => row.key as string);
  const [candidates, names] = await Promise.all([
    readCandidates(db, keys),
    actorNames(
      db,
      rows.map((row) => row.completed_by as string | null),
    ),
  ]);
  return rows.map((row) => ({
    key: row.key,
    elementId: row.element_id,
    name: row.name,
    state: row.state,
    properties: row.properties,
    createdAt: row.created_at,
    dueAt: row.due_at,
    completedAt: row.completed_at,
    completedByName: row.completed_by === null ? null : (names.get(row.completed_by) ?? null),
    assignee: row.assignee,
    assigneeName: row.assignee_name,
    escalatedTo: row.escalated_to,
    escalatedToName: row.escalated_to_name,
    delegatedName: row.state === 'created' ? (row.delegated_name ?? row.delegated_to) : null,
    candidates: candidates.get(row.key) ?? [],
  }));
}

async function readCandidates(db: Knex, taskKeys: string[]): Promise<Map<string, CaseTask['candidates']>> {
  const rows = await db('task_candidate as k')
    .leftJoin('organisation as o', (on) => on.on('o.code', 'k.value').andOnVal('k.kind', 'unit'))
    .joinRaw("left join member as m on k.kind = 'member' and m.id::text = k.value")
    .whereIn('k.task_key', taskKeys)
    .orderBy('k.value')
    .select('k.task_key', 'k.kind', 'k.value', 'k.reason', 'o.name as org_name', 'm.name as member_name');
  const byTask = new Map<string, CaseTask['candidates']>();
  for (const row of rows) {
    const name = (row.org_name ?? row.member_name ?? row.value) as string;
    const candidate = { kind: row.kind, code: row.value, name, reason: row.reason };
    byTask.set(row.task_key, [...(byTask.get(row.task_key) ?? []), candidate]);
  }
  return byTask;
}
