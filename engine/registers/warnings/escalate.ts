import type { EscalationStep } from '../../policy/policy.ts';
import type { Transaction } from '../../store/transaction.ts';

export interface Escalated {
  /** The unit that is late. */
  orgCode: string;
  orgName: string;
  /** The superior that is told now. */
  toOrgCode: string;
  toOrgName: string;
  /** How many times the warning has risen: 1 the first superior … */
  level: number;
}

/**
 * Lets the open warnings of an overdue task rise as far as its escalation steps say by now. Each step is taken once;
 * one that points above the district stops at the district. The command that calls this tells the superiors.
 * @param steps of `policy.escalation`
 * @param overdueDays of `policy.overdueWorkingDays`
 * @returns the warnings that rose just now
 */
export async function escalateWarnings(
  tx: Transaction,
  {
    taskKey,
    steps,
    overdueDays,
    now,
  }: { taskKey: string; steps: EscalationStep[]; overdueDays: number; now: Date },
): Promise<Escalated[]> {
  const reached = steps.filter(({ afterDays }) => afterDays <= overdueDays);
  const levelsUp = Math.max(0, ...reached.map((step) => step.levelsUp));
  if (levelsUp === 0) return [];
  const open = await openWarnings(tx, taskKey);
  const risen: Escalated[] = [];
  for (const warning of open.filter(({ level }) => level < levelsUp)) {
    const superior = await findSuperior(tx, warning.org_code, levelsUp);
    if (!superior || superior.code === warning.escalated_to) continue;
    await recordRise(tx, warning.id, superior.code, superior.steps, now);
    risen.push({
      orgCode: warning.org_code,
      orgName: warning.org_name,
      toOrgCode: superior.code,
      toOrgName: superior.name,
      level: superior.steps,
    });
  }
  await recordOnTask(tx, taskKey, risen);
  return risen;
}

interface OpenWarning {
  id: string;
  org_code: string;
  org_name: string;
  level: number;
  escalated_to: string | null;
}

async function openWarnings(tx: Transaction, taskKey: string): Promise<OpenWarning[]> {
  const { rows } = await tx.client.query<OpenWarning>({
    name: 'open-warnings',
    text: `select w.id, w.org_code, o.name as org_name, w.level, w.escalated_to
             from red_warning w join organisation o on o.code = w.org_code
            where w.task_key = $1 and w.resolved_at is null order by w.id for update of w`,
    values: [taskKey],
  });
  return rows;
}

/** So many superiors up the line, or the topmost where the line ends earlier. */
async function findSuperior(
  tx: Transaction,
  orgCode: string,
  levelsUp: number,
): Promise<{ code: string; name: string; steps: number } | null> {
  const { rows } = await tx.client.query<{ code: string; name: string; steps: number }>({
    name: 'find-superior',
    text: `with recursive line as (
             select code, name, parent_code, 0 as steps from organisation where code = $1
             union all
             select o.code, o.name, o.parent_code, line.steps + 1
               from line join organisation o on o.code = line.parent_code
              where line.steps < $2)
           select code, name, steps from line where steps > 0 order by steps desc limit 1`,
    values: [orgCode, levelsUp],
  });
  return rows[0] ?? null;
}

async function recordRise(tx: Transaction, id: string, to: string, level: number, now: Date): Promise<void> {
  await tx.client.query({
    name: 'record-rise',
    text: 'update red_warning set level = $2, escalated_to = $3, escalated_at = $4 where id = $1',
    values: [id, level, to, now],
  });
}

/** The inbox shows on the task itself how far its warning has risen. */
async function recordOnTask(tx: Transaction, taskKey: string, risen: Escalated[]): Promise<void> {
  const highest = risen.toSorted((a, b) => b.level - a.level)[0];
  if (!highest) return;
  await tx.client.query({
    name: 'record-escalation',
    text: 'update user_task set escalation_level = $2, escalated_to = $3 where key = $1',
    values: [taskKey, highest.level, highest.toOrgCode],
  });
}
