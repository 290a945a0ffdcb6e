import { DateTime } from 'luxon';
import type { JsonObject, Key } from '../core/keys.ts';
import { createProblem } from '../errors.ts';
import type { Actor } from '../policy/actor.ts';
import { earlierApplication, type EarlierApplication } from '../registers/cases/earlier-application.ts';
import { allowsOne, alreadyOpenWords, openApplications } from '../registers/cases/open-application.ts';
import { takeCaseNumber } from '../registers/cases/open-case.ts';
import type { Services } from '../services.ts';
import { definitionBoundTo, newestDefinition, type Definition } from '../store/definitions.ts';
import { execute } from './execute.ts';
import { readApplicant, type Applicant } from './execution/applicant.ts';
import { audit } from './execution/audit.ts';
import { checkForm, type CheckedForm } from './execution/check-form.ts';
import { whyNotEligible } from './execution/eligibility.ts';
import { fire } from './execution/fire.ts';
import { channelOf, openFile, startFormOf } from './execution/open-file.ts';
import { holdNew, type Run } from './execution/run.ts';

export interface StartCase {
  processId: string;
  /** What was filled in on the start form. */
  data: JsonObject;
  /** The member it is for, when a unit files in his place (代办); a member always files for himself. */
  memberId?: string;
  /** The form version the person filled in; left out, the newest. */
  formKey?: Key;
  /** Number of the earlier application that was announced, when another is meant all the same. */
  besides?: string;
}

export interface CaseStarted {
  caseNumber: string;
  caseId: Key;
  instanceKey: Key;
  message: string;
}

export const notEligible = createProblem('not_eligible', 409, '目前不符合这项服务的申请条件。');
export const alreadyOpen = createProblem('already_open', 409, '这项服务已有一件在办。');
const earlierCase = createProblem('earlier_case', 409, '近期申请过这项服务，请确认后再提交。');
export const noService = createProblem('no_service', 404, '没有这项服务，可能已停办。');

/**
 * Starts a member service: checks who may, whether the member is eligible and what the form says; then takes the
 * number, opens the case file and starts its process.
 * @throws `not_eligible`, `already_open`, `earlier_case`, `invalid_form`, `forbidden`, `not_found`, `no_service`
 */
export async function startCase(services: Services, actor: Actor, input: StartCase): Promise<CaseStarted> {
  const applicant = await readApplicant(services, actor, input.memberId);
  services.policy.require(actor, 'service', 'start', { orgCode: applicant.orgCode, memberId: applicant.id });
  return execute(services, actor, async (run) => {
    const definition = await findService(run, input);
    const { TIME_ZONE } = services.config;
    const refusal = whyNotEligible(definition.properties, applicant.block, run.now, TIME_ZONE);
    if (refusal) throw notEligible(refusal);
    if (allowsOne(definition.properties)) await refuseSecond(run, definition.processId, applicant.id);
    const earlier = await earlierApplication({ ...services, db: run.tx.knex }, actor, applicant, definition);
    if (earlier && earlier.number !== input.besides) {
      throw earlierCase(earlier.message, { caseNumber: earlier.number });
    }
    const block = applicationBlock(applicant, earlier);
    const form = await checkStartForm(run, definition, input.data, block);
    const year = DateTime.fromJSDate(run.now, { zone: TIME_ZONE }).year;
    const number = await takeCaseNumber(run.tx, definition.serviceCode!, year);
    const variables = { ...block, ...form.data, ...identity(actor, applicant, number) };
    const held = await holdNew(run, { definition, businessKey: number });
    await openFile(run, held, applicant, variables, form.snapshot);
    await fire(run, held, { type: 'start', variables });
    run.parts.push({
      code: 'ds',
      text: `delete from draft where owner = $1 and subject = $2`,
      values: [actor.id, draftSubject(definition.processId, actor, applicant.id)],
    });
    audit(run, { action: 'startCase', resource: 'case', resourceId: number, orgCode: applicant.orgCode });
    return {
      caseNumber: number,
      caseId: held.caseFile!.id,
      instanceKey: held.instance.key,
      message: `已提交，受理编号 ${number}。`,
    };
  });
}

/** What an application starts with: the member as the base has him, and the number of his earlier application. */
export function applicationBlock(applicant: Applicant, earlier: EarlierApplication | null): JsonObject {
  return earlier ? { ...applicant.block, earlierCase: earlier.number } : applicant.block;
}

/** Two submissions at once wait for each other at the member's row; the second finds the first. */
async function refuseSecond({ tx }: Run, processId: string, memberId: string): Promise<void> {
  await tx.knex('member').where('id', memberId).forUpdate().first('id');
  const open = (await openApplications(tx.knex, memberId)).get(processId);
  if (open) throw alreadyOpen(alreadyOpenWords(open), { caseNumber: open });
}

/** Under which subject the draft of a start form is kept; a unit may have one for each member it files for. */
export function draftSubject(processId: string, actor: Actor, memberId: string): string {
  return actor.kind === 'member' ? `start:${processId}` : `start:${processId}:${memberId}`;
}

/** A form version that was filled in decides the process version: drafts stay on the version they were begun on. */
async function findService(run: Run, { processId, formKey }: StartCase): Promise<Definition> {
  const { services, tx } = run;
  const definition = formKey
    ? await definitionBoundTo(services.pool, tx.client, processId, formKey)
    : await newestDefinition(services.pool, tx.client, processId);
  if (!definition?.serviceCode) throw noService();
  return definition;
}

async function checkStartForm(
  run: Run,
  definition: Definition,
  data: JsonObject,
  block: JsonObject,
): Promise<CheckedForm> {
  const form = startFormOf(definition);
  return form ? checkForm(run, form.key, data, block) : { data: {}, snapshot: {} };
}

/** Variables every case has beside its form (services 0.13). */
function identity(actor: Actor, applicant: Applicant, number: string): JsonObject {
  return {
    caseNumber: number,
    memberId: applicant.id,
    orgCode: applicant.orgCode,
    channel: channelOf(actor),
    createdBy: actor.id,
    applicant: { memberId: applicant.id, name: applicant.name, orgCode: applicant.orgCode },
  };
}
