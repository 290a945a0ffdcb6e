import type { CaseDetail } from '../../http/resources/cases/schemas.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Target } from '../../policy/policy.ts';
import type { Services } from '../../services.ts';
import { maskPhone } from '../members/mask.ts';
import { readOpenChoices } from '../operations/open-choices.ts';
import { readSuspension } from '../operations/suspension.ts';
import { targetOf } from '../tasks/task-row.ts';
import { completedElements } from './case-history.ts';
import { readIncidents, type CaseIncident, type ToldIncident } from './case-incidents.ts';
import { casePath } from './case-path.ts';
import { readWaits, type CaseWait } from './case-wait.ts';
import { readCaseTasks, type CaseTask } from './case-tasks.ts';
import { readDocuments, readDossier } from './dossier.ts';
import { findCase, type CaseRow } from './find-case.ts';
import { stoppedWords, suspendedWords } from './stopped-words.ts';
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
  const [tasks, dossier, documents, completed, waits, applicant, incidents, urgedLately, suspended, choices] =
    await Promise.all([
      readCaseTasks(db, row.id),
      readDossier(db, row.id, forApplicant),
      readDocuments(db, row.id, forApplicant),
      completedElements(db, row.instance_key),
      readWaits(services, [row.instance_key]),
      readApplicant(services, row),
      readIncidents(services, row.instance_key),
      mayUrgeFrom(db, row.id, actor, services.clock.now()).then((again) => again !== null),
      readSuspension(db, row),
      readOpenChoices(services, actor, row),
    ]);
  const open = incidents.filter(({ ending }) => ending === 'open');
  const told = forApplicant ? [] : incidents.map((incident) => toldTo(services, actor, row, incident));
  return {
    ...facts(row),
    applicant,
    path: casePath({ ...pathSource(row, tasks, completed, waits), forApplicant }, services),
    tasks: tasks
      .filter((task) => task.state === 'created')
      .map((task) => toOpenTask(services, actor, row, task)),
    ...dossier,
    documents,
    timeline: await readTimeline(db, row, tasks, told, forApplicant),
    incidents: told.filter(({ ending }) => ending === 'open').map(toOpenIncident),
    stopped: await stoppedFor(services, actor, row, { tasks, suspended, hasIncidents: open.length > 0 }),
    suspended,
    actions: actionsOf(services, actor, row, tasks, {
      hasIncidents: open.length > 0,
      hasChoices: choices.length > 0,
      urgedLately,
    }),
  };
}

/** To the applicant alone: staff read why and by whom, and what they can do. */
async function stoppedFor(
  services: Services,
  actor: Actor,
  row: CaseRow,
  {
    tasks,
    suspended,
    hasIncidents,
  }: Pick<CaseDetail, 'suspended'> & { tasks: CaseTask[]; hasIncidents: boolean },
): Promise<string | null> {
  if (actor.kind !== 'member') return null;
  if (suspended) return suspendedWords(suspended.reason);
  return hasIncidents ? stoppedWords(services, row, tasks) : null;
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
export function pathSource(
  row: CaseRow,
  tasks: CaseTask[],
  completed: Map<string, Date>,
  waits: Map<string, CaseWait>,
) {
  return {
    milestones: row.properties.milestones ?? '',
    applicantName: row.applicant_name,
    submittedAt: row.submitted_at,
    closedAt: row.closed_at,
    outcomeName: row.outcome_name,
    tasks,
    completed,
    wait: waits.get(row.instance_key),
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
    delegatedName: task.delegatedName,
    dueAt: task.dueAt?.toISOString() ?? null,
    overdueDays: task.dueAt ? policy.overdueWorkingDays(task.dueAt, clock.now()) : 0,
    assigneeName: task.assigneeName,
    workable:
      row.instance_state === 'active' &&
      policy.allows(actor, 'task', 'complete', taskTarget(row, task, actor)),
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

/** The engine's own words are for those who can do something about it. */
function toldTo({ policy }: Services, actor: Actor, row: CaseRow, incident: CaseIncident): ToldIncident {
  const mayMend = policy.allows(actor, 'case', 'retry', { orgCode: row.org_code });
  return mayMend ? incident : { ...incident, detail: null };
}

function toOpenIncident({ key, elementName, code, message, detail, raisedAt }: ToldIncident) {
  return { key, elementName, code, message, detail, raisedAt: raisedAt.toISOString() };
}

function actionsOf(
  { policy }: Services,
  actor: Actor,
  row: CaseRow,
  tasks: CaseTask[],
  {
    hasIncidents,
    hasChoices,
    urgedLately,
  }: { hasIncidents: boolean; hasChoices: boolean; urgedLately: boolean },
): CaseDetail['actions'] {
  const target = { orgCode: row.org_code, memberId: row.applicant_member_id, units: unitsOf(tasks) };
  const may = (action: string) => policy.allows(actor, 'case', action, target);
  const offered: [CaseDetail['actions'][number], boolean][] = [
    ['comment', row.status === 'open' && may('comment')],
    [
      'urge',
      row.instance_state === 'active' &&
        tasks.some((task) => isWithOthers(task, actor)) &&
        !urgedLately &&
        may('urge'),
    ],
    ['withdraw', isWithdrawable(row, tasks) && may('withdraw')],
    ['retryIncident', hasIncidents && may('retry')],
    ['manage', row.status === 'open' && may('manage')],
    ['activate', hasChoices],
    ['reveal', policy.allows(actor, 'member', 'reveal', target)],
  ];
  return offered.filter(([, holds]) => holds).map(([action]) => action);
}

/** Somebody could be urged: neither the applicant nor one's own unit is, and nothing that waits or has stopped. */
export function isWithOthers(
  { state, candidates, escalatedTo, delegatedName }: CaseTask,
  actor: Actor,
): boolean {
  const units = candidates.flatMap(({ kind, code }) => (kind === 'unit' ? [code] : []));
  if (state !== 'created' || units.length === 0) return false;
  const own = actor.kind === 'member' ? null : actor.orgCode;
  return delegatedName !== null || [...units, escalatedTo].some((code) => code !== null && code !== own);
}

/** The units that have, or had, a task of the case in hand; in SQL: `caseUnitsSql`. */
function unitsOf(tasks: CaseTask[]): string[] {
  return tasks.flatMap(({ candidates, escalatedTo }) => [
    ...candidates.flatMap(({ kind, code }) => (kind === 'unit' ? [code] : [])),
    ...(escalatedTo === null ? [] : [escalatedTo]),
  ]);
}
