import type { Key } from '../../core/keys.ts';
import { unitsKeptFrom } from '../../registers/cases/hidden.ts';
import { notifyUnit } from './notices.ts';
import type { Run } from './run.ts';

/**
 * Tells a unit that a task of a case is now its own (转办), from whom and why. The case's file says so already: listeners
 * of the task may agree long after it was asked for.
 */
export async function tellOfTransfer(run: Run, taskKey: Key, orgCode: string): Promise<void> {
  const { rows } = await run.tx.client.query<TransferRow>({
    name: 'transfer-of-task',
    text: `select t.name, c.id as case_id, c.title, c.number, coalesce(o.name, n.author_name) as from_whom, n.text
             from user_task_live t join case_file c on c.id = t.case_id
                  join case_note n on n.case_id = c.id and n.task_key = t.key and n.kind = 'transfer'
                  left join account a on n.author = 'account:' || a.username
                  left join organisation o on o.code = a.org_code
            where t.key = $1 order by n.id desc limit 1`,
    values: [taskKey],
  });
  const [row] = rows;
  if (!row || (await unitsKeptFrom(run.tx.client, row.case_id, [orgCode])).length > 0) return;
  const reason = row.text.slice(row.text.indexOf('：') + 1);
  notifyUnit(run, {
    orgCode,
    caseId: row.case_id,
    title: `转办：${row.title} ${row.number}`,
    body: `${row.from_whom}把“${row.name}”转给您单位办理：${reason}`,
  });
}

interface TransferRow {
  name: string;
  case_id: Key;
  title: string;
  number: string;
  /** The unit, or whoever else did it. */
  from_whom: string;
  text: string;
}
