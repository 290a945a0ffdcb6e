import type { JsonObject, Key } from '../../core/keys.ts';
import { plainStart } from '../../core/starts.ts';
import type { Actor } from '../../policy/actor.ts';
import { openCase } from '../../registers/cases/open-case.ts';
import { recordForm } from '../../registers/cases/record-form.ts';
import type { Definition } from '../../store/definitions.ts';
import { instancePart, type CaseRef, type HeldInstance } from '../../store/instances.ts';
import { saveBatch } from '../../store/save-batch.ts';
import type { Applicant } from './applicant.ts';
import { textOf } from './follow-case.ts';
import { confidentialityUnclear, hiddenUnits } from './hidden-units.ts';
import type { Run } from './run.ts';

/** The form of the start event without trigger; null when it has none. */
export function startFormOf({
  model,
  forms,
}: Definition): { elementId: string; name: string; key: Key } | null {
  const start = plainStart(model);
  const key = start?.formId ? forms[start.formId] : undefined;
  return start && key ? { elementId: start.id, name: start.name || '申请', key } : null;
}

/** Through which of the three ways a case comes in (services 0.5). */
export function channelOf(actor: Actor): 'member' | 'unit' | 'system' {
  return actor.kind === 'member' ? 'member' : actor.kind === 'account' ? 'unit' : 'system';
}

/**
 * The case file, and the start form in it. The instance's row goes first: the file refers to it.
 * @throws `confidentiality_unclear` when it cannot be told from whom the case is to be hidden
 */
export async function openFile(
  run: Run,
  held: HeldInstance,
  applicant: Applicant,
  variables: JsonObject,
  snapshot: JsonObject,
): Promise<void> {
  const { definition, instance } = held;
  await saveBatch(run.tx.client, [instancePart(held, run.now)]);
  held.stored = true;
  const number = instance.businessKey!;
  const title = textOf(held, 'caseTitle', run.now, variables) ?? definition.name;
  const summary = textOf(held, 'summary', run.now, variables);
  const hiddenFrom = await hiddenUnits(run, held, applicant.orgCode, variables);
  if (!hiddenFrom) throw confidentialityUnclear();
  const { id } = await openCase(run.tx, number, {
    serviceCode: definition.serviceCode!,
    processId: definition.processId,
    title,
    summary,
    applicantMemberId: applicant.id,
    applicantName: applicant.name,
    orgCode: applicant.orgCode,
    channel: channelOf(run.actor),
    createdBy: run.actor.id,
    instanceKey: instance.key,
    submittedAt: run.now,
    hiddenFrom,
  });
  held.caseFile = caseRef(id, number, title, summary, applicant);
  const form = startFormOf(definition);
  if (!form) return;
  await recordForm(run.tx, {
    caseId: id,
    taskKey: null,
    elementId: form.elementId,
    name: form.name,
    formKey: form.key,
    data: snapshot,
    submittedBy: run.actor.id,
    submittedByName: run.actor.displayName,
    submittedAt: run.now,
    visibleToApplicant: true,
  });
}

function caseRef(
  id: Key,
  number: string,
  title: string,
  summary: string | null,
  applicant: Applicant,
): CaseRef {
  return {
    id,
    number,
    title,
    summary,
    orgCode: applicant.orgCode,
    applicantMemberId: applicant.id,
    applicantName: applicant.name,
    status: 'open',
  };
}
