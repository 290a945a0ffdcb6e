import type { Key } from '../../core/keys.ts';
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

interface Row {
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
    `select ${userTasks.select} from ${userTasks.from}
      where t.state = 'created' and t.element_instance_key = any($1::bigint[])
        and t.instance_key in (select instance_key from element_instance where key = any($1::bigint[]))`,
    [elementInstanceKeys],
  );
  return new Map(rows.map((row) => [row.element_instance_key, toTask(row)]));
}

function toTask(row: Row): ListenedTask {
  return {
    userTaskKey: row.key,
    action: 'complete',
    assignee: row.assignee,
    candidateGroups: row.groups,
    candidateUsers: row.users,
    changedAttributes: [],
    dueDate: instant(row.due_at),
    followUpDate: instant(row.follow_up_at),
    ...(row.form_key === null ? {} : { formKey: row.form_key }),
    priority: row.priority,
  };
}
