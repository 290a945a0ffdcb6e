import { incidentInWords } from '../../core/incident-words.ts';
import type { CaseDetail } from '../../http/resources/cases/schemas.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Target } from '../../policy/policy.ts';
import type { Services } from '../../services.ts';
import { readDefinition } from '../../store/definitions.ts';
import { maskPhone } from '../members/mask.ts';
import { targetOf } from '../tasks/task-row.ts';
import { completedElements } from './case-history.ts';
import { casePath } from './case-path.ts';
import { readCaseTasks, type CaseTask } from './case-tasks.ts';
import { readDocuments, readDossier } from './dossier.ts';
import { findCase, type CaseRow } from './find-case.ts';
import { mayUrgeFrom } from './urges.ts';
import { readTimeline } from './timeline.ts';
import { isWithdrawable } from './withdrawable.ts';

/**
 * A case as its page shows it. The applicant gets what the organisation lets him see; everybody else whom policy lets
 * in gets the whole file.
 * @throws `not_found` when there is none, or none the actor may know of
 */
export async function readCase(services: Services, actor: Actor, number: string): Promise<CaseDetail> {
  const { db } = services;
  const row = await findCase(services, actor, number);
  const forApplicant = actor.kind === 'member';
  const [tasks, dossier, documents, completed, applicant, incidents, urgedLately] = await Promise.all([
    readCaseTasks(db, row.id),
    readDossier(db, row.id, forApplicant),
    readDocuments(db, row.id, forApplicant),
    completedElements(db, row.instance_key),
    readApplicant(services, row),
    forApplicant ? [] : readIncidents(services, row),
    mayUrgeFrom(db, row.id, actor, services.clock.now()).then((again) => again !== null),
  ]);
  return {
    ...facts(row),
    applicant,
    path: casePath({ ...pathSource(row, tasks, completed), forApplicant }, services),
    tasks: tasks
      .filter((task) => task.state === 'created')
      .map((task) => toOpenTask(services, actor, row, task)),
    ...dossier,
    documents,
    timeline: await readTimeline(db, row, tasks, forApplicant),
    incidents,
    actions: actionsOf(services, actor, row, tasks, { hasIncidents: incidents.length > 0, urgedLately }),
  };
}

function facts(row: CaseRow) {
  return {
    number: row.number,
    title: row.title,
    summary: row.summary,
    serviceCode: row.service_code,
    serviceName: row.service_name,
    processId: row.process_id,
    version: row.version,
    status: row.status,
    outcome: row.outcome,
    outcomeName: row.outcome_name,
    submittedAt: row.submitted_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    orgCode: row.org_code,
    orgName: row.org_name ?? row.org_code,
  };
}

/** What the path of a case is drawn from. */
export function pathSource(row: CaseRow, tasks: CaseTask[], completed: Map<string, Date>) {
  return {
    milestones: row.properties.milestones ?? '',
    applicantName: row.applicant_name,
    submittedAt: row.submitted_at,
    closedAt: row.closed_at,
    outcomeName: row.outcome_name,
    tasks,
    completed,
  };
}

async function readApplicant({ db }: Services, row: CaseRow): Promise<CaseDetail['applicant']> {
  const member = await db('member')
    .where('id', row.applicant_member_id ?? '0')
    .first<{ card_no: string; phone: string | null } | undefined>('card_no', 'phone');
  return {
    memberId: row.applicant_member_id,
    name: row.applicant_name,
    cardNo: member?.card_no ?? null,
    phoneMasked: maskPhone(member?.phone ?? null),
  };
}

function toOpenTask(
  { policy, clock }: Services,
  actor: Actor,
  row: CaseRow,
  task: CaseTask,
): CaseDetail['tasks'][number] {
  const units = task.candidates.filter(({ kind }) => kind === 'unit');
  return {
    key: task.key,
    elementId: task.elementId,
    name: task.name,
    units: units.map(({ code, name, reason }) => ({
      code,
      name,
      reason: actor.kind === 'member' ? '' : reason,
    })),
    dueAt: task.dueAt?.toISOString() ?? null,
    overdueDays: task.dueAt ? policy.overdueWorkingDays(task.dueAt, clock.now()) : 0,
    assigneeName: task.assigneeName,
    workable: policy.allows(actor, 'task', 'complete', taskTarget(row, task, actor)),
  };
}

/** A case's task as policy measures it: the same rule as for a task that is opened. */
function taskTarget(row: CaseRow, { candidates, escalatedTo }: CaseTask, actor: Actor): Target {
  const of = (kind: string) => candidates.flatMap((one) => (one.kind === kind ? [one.code] : []));
  const task = {
    case_org: row.org_code,
    units: of('unit'),
    members: of('member'),
    escalated_to: escalatedTo,
  };
  return targetOf(task, actor);
}

async function readIncidents({ db, pool }: Services, row: CaseRow): Promise<CaseDetail['incidents']> {
  const rows = await db('incident as n')
    .join('process_instance as i', 'i.key', 'n.instance_key')
    .where('i.root_key', row.instance_key)
    .whereNull('n.resolved_at')
    .orderBy('n.key')
    .select('n.key', 'n.element_id', 'n.code', 'n.raised_at', 'i.definition_key');
  return Promise.all(
    rows.map(async (incident) => {
      const { model } = await readDefinition(pool, pool, incident.definition_key);
      return {
        key: incident.key,
        elementName: model.elements[incident.element_id]?.name || incident.element_id,
        code: incident.code,
        message: incidentInWords(incident.code),
        raisedAt: incident.raised_at.toISOString(),
      };
    }),
  );
}

function actionsOf(
  { policy }: Services,
  actor: Actor,
  row: CaseRow,
  tasks: CaseTask[],
  { hasIncidents, urgedLately }: { hasIncidents: boolean; urgedLately: boolean },
): CaseDetail['actions'] {
  const target = { orgCode: row.org_code, memberId: row.applicant_member_id, units: unitsOf(tasks) };
  const may = (action: string) => policy.allows(actor, 'case', action, target);
  const offered: [CaseDetail['actions'][number], boolean][] = [
    ['comment', may('comment')],
    ['urge', row.status === 'open' && !urgedLately && may('urge')],
    ['withdraw', isWithdrawable(row, tasks) && may('withdraw')],
    ['retryIncident', hasIncidents && may('retry')],
  ];
  return offered.filter(([, holds]) => holds).map(([action]) => action);
}

/** The units that have, or had, a task of the case in hand; in SQL: `caseUnitsSql`. */
function unitsOf(tasks: CaseTask[]): string[] {
  return tasks.flatMap(({ candidates, escalatedTo }) => [
    ...candidates.flatMap(({ kind, code }) => (kind === 'unit' ? [code] : [])),
    ...(escalatedTo === null ? [] : [escalatedTo]),
  ]);
}
