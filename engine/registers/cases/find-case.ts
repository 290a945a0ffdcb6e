import { notFound } from '../../errors.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { casesInReach } from './cases-in-reach.ts';

export interface CaseRow {
  id: string;
  number: string;
  service_code: string;
  process_id: string;
  title: string;
  summary: string | null;
  applicant_member_id: string | null;
  applicant_name: string;
  org_code: string;
  org_name: string | null;
  channel: 'member' | 'unit' | 'window' | 'system';
  status: 'open' | 'closed';
  outcome: string | null;
  outcome_name: string | null;
  instance_key: string;
  instance_state: 'active' | 'suspended' | 'completed' | 'cancelled';
  definition_key: string;
  service_name: string;
  version: number;
  properties: Record<string, string>;
  submitted_at: Date;
  closed_at: Date | null;
}

/** The columns of a `CaseRow`, of `casesInReach`. */
export const caseRowColumns = [
  'c.*',
  'o.name as org_name',
  'd.name as service_name',
  'd.version',
  'd.properties',
  'd.key as definition_key',
  'i.state as instance_state',
];

/**
 * One case the actor may do this to.
 * @throws `not_found` when there is none, or none he may know of
 */
export async function findCase(
  services: Services,
  actor: Actor,
  number: string,
  action = 'read',
): Promise<CaseRow> {
  const row = (await casesInReach(services, actor, action)
    .where('c.number', number)
    .select(caseRowColumns)
    .first()) as CaseRow | undefined;
  if (!row) throw notFound(`没有找到办件 ${number}，可能编号有误，或不在您的管理范围内。`);
  return row;
}
