import { DateTime } from 'luxon';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { pathSource } from './case-detail.ts';
import { completedElements } from './case-history.ts';
import { casePath } from './case-path.ts';
import { readWaits } from './case-wait.ts';
import { readCaseTasks } from './case-tasks.ts';
import { casesInReach } from './cases-in-reach.ts';
import { caseRowColumns, type CaseRow } from './find-case.ts';
import { statusText } from './status-text.ts';

export interface EarlierApplication {
  number: string;
  /** What whoever applies again is told before he does. */
  message: string;
}

interface Service {
  processId: string;
  name: string;
  /** `repeatMonths`: within so many months another application is announced and has to be meant. */
  properties: Record<string, string>;
}

/**
 * The member's application of the same service that is still open, or else the latest of the months the process counts;
 * null where the process counts none. What the actor may not see he is not told of; what was withdrawn does not count.
 */
export async function earlierApplication(
  services: Services,
  actor: Actor,
  member: { id: string; name: string },
  { processId, name, properties }: Service,
): Promise<EarlierApplication | null> {
  const months = Number(properties.repeatMonths ?? 0);
  if (!Number.isInteger(months) || months < 1) return null;
  const since = DateTime.fromJSDate(services.clock.now()).minus({ months }).toJSDate();
  const row = (await casesInReach(services, actor)
    .where({ 'c.applicant_member_id': member.id, 'c.process_id': processId })
    .whereRaw("(c.status = 'open' or (c.submitted_at >= ? and c.outcome is distinct from 'withdrawn'))", [
      since,
    ])
    .orderByRaw("c.status = 'open' desc, c.id desc")
    .select(caseRowColumns)
    .first()) as CaseRow | undefined;
  if (!row) return null;
  const whose = actor.kind === 'member' ? '您' : `${member.name}同志`;
  const words = await statusOf(services, row);
  const message =
    row.status === 'open'
      ? `${whose}已有一件${name}正在办理（${row.number}，${words}）。`
      : `${whose} ${months} 个月内申请过${name}（${row.number}，${words}）。`;
  return { number: row.number, message };
}

async function statusOf(services: Services, row: CaseRow): Promise<string> {
  const [tasks, completed, waits] = await Promise.all([
    readCaseTasks(services.db, row.id),
    completedElements(services.db, row.instance_key),
    readWaits(services, [row.instance_key]),
  ]);
  return statusText(row, casePath(pathSource(row, tasks, completed, waits), services));
}
