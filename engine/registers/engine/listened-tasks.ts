import type { Key } from '../../core/keys.ts';
import type { TaskCorrections, Trigger } from '../../core/trigger.ts';
import type { Services } from '../../services.ts';
import { instant } from './searchable.ts';
import { userTasks } from './user-tasks.ts';

/** A user task as the worker of one of its listeners is told of it. */
export interface ListenedTask {
  userTaskKey: Key;
  action: string;
  assignee: string | null;
  candidateGroups: string[];
  candidateUsers: string[];
  changedAttributes: string[];
  dueDate: string | null;
  followUpDate: string | null;
  formKey?: Key;
  priority: number;
}

/** What an element instance keeps of what its listeners are asked. */
interface Asked {
  listening?: { on: string };
  pending?: Trigger;
  corrections?: TaskCorrections;
}

interface Row {
  asked: Asked;
  key: Key;
  element_instance_key: Key;
  assignee: string | null;
  groups: string[];
  users: string[];
  due_at: Date | null;
  follow_up_at: Date | null;
  form_key: Key | null;
  priority: number;
}

/** Open tasks by their element instances; one whose listener works before it is created is not there yet. */
export async function listenedTasks(
  { pool }: Services,
  elementInstanceKeys: Key[],
): Promise<Map<Key, ListenedTask>> {
  if (elementInstanceKeys.length === 0) return new Map();
  const { rows } = await pool.query<Row>(
    `select ${userTasks.select}, i.data #> array['elements', t.element_instance_key::text, 'data'] as asked from ${userTasks.from}
      where t.state = 'created' and t.element_instance_key = any($1::bigint[])
        and t.instance_key in (select instance_key from element_instance where key = any($1::bigint[]))`,
    [elementInstanceKeys],
  );
  return new Map(rows.map((row) => [row.element_instance_key, toTask(row)]));
}

/** The task as it is to become: with what is wanted of it, and what listeners before this one have put right. */
function toTask({ asked, ...row }: Row): ListenedTask {
  const { pending, corrections } = asked;
  const wanted = pending?.type === 'userTaskChanging' ? pending.changes : {};
  const changes: TaskCorrections = { ...wanted, ...corrections };
  const names = Object.keys(changes) as (keyof TaskCorrections)[];
  return {
    userTaskKey: row.key,
    action: actionOf(asked),
    assignee: changes.assignee === undefined ? row.assignee : changes.assignee,
    candidateGroups: changes.candidateGroups ?? row.groups,
    candidateUsers: changes.candidateUsers ?? row.users,
    changedAttributes: names.map((name) => attributeNames[name] ?? name),
    dueDate: changes.dueAt === undefined ? instant(row.due_at) : changes.dueAt,
    followUpDate: changes.followUpAt === undefined ? instant(row.follow_up_at) : changes.followUpAt,
    ...(row.form_key === null ? {} : { formKey: row.form_key }),
    priority: changes.priority ?? row.priority,
  };
}

const attributeNames: Partial<Record<keyof TaskCorrections, string>> = {
  dueAt: 'dueDate',
  followUpAt: 'followUpDate',
};

function actionOf({ listening, pending }: Asked): string {
  if (listening?.on === 'canceling') return 'cancel';
  if (pending?.type === 'userTaskChanging') return pending.action;
  return pending?.type === 'variablesChanged' ? 'update' : 'complete';
}
