import type { Services } from '../../engine/services.ts';

/** Rows of the engine as tests look at them. */

export interface OpenTaskRow {
  key: string;
  element_id: string;
  name: string;
  assignee: string | null;
  due_at: Date | null;
  units: string[];
  members: string[];
  reasons: string[];
}

export async function openTasks({ pool }: Services, instanceKey: string): Promise<OpenTaskRow[]> {
  const { rows } = await pool.query<OpenTaskRow>(
    `select t.key, t.element_id, t.name, t.assignee, t.due_at,
            array(select value from task_candidate k where k.task_key = t.key and kind = 'unit' order by value) as units,
            array(select value from task_candidate k where k.task_key = t.key and kind = 'member') as members,
            array(select reason from task_candidate k where k.task_key = t.key order by value) as reasons
       from user_task t where t.instance_key = $1 and t.state = 'created' order by t.key`,
    [instanceKey],
  );
  return rows;
}

export interface InstanceStateRow {
  key: string;
  process_id: string;
  version: number;
  state: string;
  revision: number;
  ended_at: Date | null;
}

export async function rowOfInstance({ pool }: Services, key: string): Promise<InstanceStateRow> {
  const { rows } = await pool.query<InstanceStateRow>('select * from process_instance where key = $1', [key]);
  return rows[0]!;
}
