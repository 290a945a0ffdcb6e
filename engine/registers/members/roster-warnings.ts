import type { RosterRow } from '../../http/resources/members/schemas.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { warningsAboutMembers } from '../warnings/warnings-in-reach.ts';

interface WarningRow {
  member_id: string;
  number: string | null;
  service_name: string;
  task_name: string;
  unit: string;
  due_at: Date;
}

/** Why lines of the roster are red, in words: “特困党员救助 · 入户核查超期 3 个工作日 · 沈阳路社区党委”. */
export async function readRosterWarnings(
  services: Services,
  actor: Actor,
  memberIds: string[],
): Promise<Map<string, RosterRow['warnings']>> {
  const rows = (await warningsAboutMembers(services, actor)
    .join('organisation as u', 'u.code', 'w.org_code')
    .join('process_definition as d', 'd.key', 't.definition_key')
    .whereIn('w.member_id', memberIds)
    .select(
      'w.member_id',
      'c.number',
      'd.name as service_name',
      't.name as task_name',
      'u.name as unit',
      'w.due_at',
    )
    .orderBy(['w.due_at', 'w.id'])) as WarningRow[];
  const byMember = new Map<string, RosterRow['warnings']>();
  for (const row of rows) {
    const warning = { caseNumber: row.number ?? '', text: inWords(row, services) };
    byMember.set(row.member_id, [...(byMember.get(row.member_id) ?? []), warning]);
  }
  return byMember;
}

function inWords({ service_name, task_name, unit, due_at }: WarningRow, { policy, clock }: Services): string {
  const days = policy.overdueWorkingDays(due_at, clock.now());
  return `${service_name} · ${task_name}超期${days > 0 ? ` ${days} 个工作日` : ''} · ${unit}`;
}
