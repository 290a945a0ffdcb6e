import type { Key } from '../../core/keys.ts';
import { notFound } from '../../errors.ts';
import type { Services } from '../../services.ts';
import { caseColumns } from '../../store/instances.ts';
import { taskCandidates, taskColumns, type TaskRow } from './task-row.ts';

/** One task without locking anything. */
export async function findTask({ pool }: Services, key: Key): Promise<TaskRow> {
  const { rows } = await pool.query<TaskRow>({
    name: 'read-task',
    text: `select ${taskColumns}, i.key as instance_key, i.definition_key, i.root_key, i.started_by, i.data, ${caseColumns}
             from user_task t join process_instance i on i.key = t.instance_key ${taskCandidates}
                  left join case_file c on c.id = t.case_id
            where t.key = $1`,
    values: [key],
  });
  if (!rows[0]) throw notFound('没有找到这件任务，可能已被删除或不在您的管理范围内。');
  return rows[0];
}
