import { readParts } from '../../../bpmn/property-values.ts';
import { readApplicant, type Applicant } from '../../../commands/execution/applicant.ts';
import { whyNotEligible } from '../../../commands/execution/eligibility.ts';
import { startFormOf } from '../../../commands/execution/open-file.ts';
import {
  alreadyOpen,
  applicationBlock,
  draftSubject,
  notEligible,
  noService,
} from '../../../commands/start-case.ts';
import { fixBaseFields } from '../../../forms/base-fields.ts';
import { prefill } from '../../../forms/prefill.ts';
import { readUnitOptions } from '../../../forms/unit-options.ts';
import type { Actor } from '../../../policy/actor.ts';
import { allowsOne, alreadyOpenWords, openApplications } from '../../../registers/cases/open-application.ts';
import { earlierApplication } from '../../../registers/cases/earlier-application.ts';
import { servicesOnOffer, type OfferedService } from '../../../registers/catalogue/services-on-offer.ts';
import { listStartDrafts, readStartDraft } from '../../../registers/catalogue/start-draft.ts';
import type { Services } from '../../../services.ts';
import {
  definitionBoundTo,
  newestDefinition,
  readForm,
  type Definition,
} from '../../../store/definitions.ts';
import type { ServiceItem, StartForm } from './schemas.ts';

/** The services an actor sees, each with whether it is open to him now and the draft he has begun. */
export async function listServices(services: Services, actor: Actor): Promise<ServiceItem[]> {
  const offered = await servicesOnOffer(services.db);
  const applicant = actor.kind === 'member' ? await readApplicant(services, actor) : null;
  const drafts = await listStartDrafts(services.db, actor.id);
  const open = applicant ? await openApplications(services.db, applicant.id) : new Map<string, string>();
  return offered.map((service) => {
    const reason = whyUnavailable(services, actor, service, applicant, open);
    const draft = drafts.get(`start:${service.processId}`);
    return {
      processId: service.processId,
      code: service.serviceCode,
      name: service.name,
      icon: service.properties.icon || service.name.slice(0, 1),
      description: service.properties.description ?? '',
      available: reason === null,
      unavailableReason: reason,
      openCase: open.get(service.processId) ?? null,
      draftSavedAt: draft?.toISOString() ?? null,
    };
  });
}

/** Whether a unit may file for somebody is known only when it says for whom. */
function whyUnavailable(
  { policy, clock, config }: Services,
  actor: Actor,
  { processId, properties }: OfferedService,
  applicant: Applicant | null,
  open: Map<string, string>,
): string | null {
  if (!policy.may(actor, 'service', 'start')) return '您的账号不办理申请。';
  const number = open.get(processId);
  if (number && allowsOne(properties)) return alreadyOpenWords(number);
  return applicant && whyNotEligible(properties, applicant.block, clock.now(), config.TIME_ZONE);
}

/** Where an application stands: whose it is, and under what its draft is kept. */
export interface Application {
  applicant: Applicant;
  owner: string;
  subject: string;
}

/** @throws `forbidden` or `not_found` when the actor may not file for this member */
export async function findApplication(
  services: Services,
  actor: Actor,
  processId: string,
  memberId: string | undefined,
): Promise<Application> {
  const applicant = await readApplicant(services, actor, memberId);
  services.policy.require(actor, 'service', 'start', { orgCode: applicant.orgCode, memberId: applicant.id });
  return { applicant, owner: actor.id, subject: draftSubject(processId, actor, applicant.id) };
}

/**
 * The start form, prefilled from the member base, the draft over it. A draft stays on the form it was begun on.
 * @throws what `startCase` would: nobody fills in what he may not submit
 */
export async function openStartForm(
  services: Services,
  actor: Actor,
  processId: string,
  memberId: string | undefined,
): Promise<StartForm> {
  const { pool } = services;
  const { applicant, owner, subject } = await findApplication(services, actor, processId, memberId);
  const draft = await readStartDraft(services.db, owner, subject);
  const bound = draft && (await definitionBoundTo(pool, pool, processId, draft.formKey));
  const definition = bound ?? (await newestDefinition(pool, pool, processId));
  const key = formKeyOf(definition);
  await refuse(services, definition!, applicant);
  const earlier = await earlierApplication(services, actor, applicant, definition!);
  const schema = fixBaseFields((await readForm(pool, pool, key)).schema);
  const variables = { ...applicationBlock(applicant, earlier), orgCode: applicant.orgCode };
  const lists = await readUnitOptions(pool, schema, variables);
  return {
    processId,
    name: definition!.name,
    description: definition!.properties.description ?? '',
    preparation: readParts(definition!.properties.preparation),
    earlier,
    form: { key, schema },
    data: prefill(schema, { ...variables, ...lists }, draft?.data),
    draftSavedAt: draft?.savedAt.toISOString() ?? null,
  };
}

async function refuse(
  { db, clock, config }: Services,
  { processId, properties }: Definition,
  applicant: Applicant,
): Promise<void> {
  const reason = whyNotEligible(properties, applicant.block, clock.now(), config.TIME_ZONE);
  if (reason) throw notEligible(reason);
  const number = (await openApplications(db, applicant.id)).get(processId);
  if (number && allowsOne(properties)) throw alreadyOpen(alreadyOpenWords(number), { caseNumber: number });
}

function formKeyOf(definition: Definition | null): string {
  const form = definition?.serviceCode ? startFormOf(definition) : null;
  if (!form) throw noService();
  return form.key;
}
