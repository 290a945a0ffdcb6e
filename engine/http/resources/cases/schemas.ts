import { z } from 'zod';
import { instant, key, orgCode, page, pageQuery } from '../../fields.ts';

/** One line of what happened, newest last, in words a person reads. */
export const timelineEntry = z.object({
  at: instant,
  kind: z.enum([
    'submitted',
    'task',
    'comment',
    'claim',
    'release',
    'denied',
    'transfer',
    'delegate',
    'opinion',
    'copy',
    'return',
    'sendBack',
    'approvers',
    'overdue',
    'urge',
    'warning',
    'escalation',
    'due',
    'document',
    'notify',
    'timer',
    'change',
    'suspend',
    'resume',
    'terminate',
    'modify',
    'correct',
    'activate',
    'migrate',
    'incident',
    'closed',
  ]),
  title: z.string(),
  text: z.string().nullable(),
  /** What only those need who have to mend something: the engine's own words. */
  detail: z.string().nullable(),
  actorName: z.string().nullable(),
});

/** A submitted form, readable: label and value as shown, not keys and codes. */
export const dossierForm = z.object({
  id: key,
  name: z.string(),
  submittedAt: instant,
  submittedByName: z.string(),
  fields: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      text: z.string(),
      files: z.array(z.object({ id: z.string(), name: z.string(), size: z.number() })).optional(),
      /** It could not be filled in otherwise: only shown, or a promise one has to make. */
      given: z.literal(true).optional(),
      /** Shown in part: what people are reached, told apart or paid by opens for a reason that goes on record. */
      masked: z.literal(true).optional(),
    }),
  ),
});

export const caseDocument = z.object({
  id: key,
  number: z.string(),
  title: z.string(),
  createdAt: instant,
  printedCount: z.number().int(),
});

/** A step of the path in plain words (the chips above the form, the phone's progress). */
export const pathStep = z.object({
  elementId: z.string(),
  name: z.string(),
  state: z.enum(['done', 'current', 'overdue', 'ahead']),
  at: instant.nullable(),
  /** Who has it or who did it. */
  who: z.string().nullable(),
  /** "原定 11月19日前完成，已超期 3 个工作日；已提醒水渡口街道党工委督办" */
  note: z.string().nullable(),
  /** Nobody has it in hand: it waits for this day, as the note says. */
  waitsUntil: instant.nullable(),
});

export const openTask = z.object({
  key,
  elementId: z.string(),
  name: z.string(),
  units: z.array(z.object({ code: z.string(), name: z.string(), reason: z.string() })),
  /** The unit that is asked for its opinion (委派); the task waits for it. */
  delegatedName: z.string().nullable(),
  dueAt: instant.nullable(),
  overdueDays: z.number().int(),
  assigneeName: z.string().nullable(),
  /** The actor may open and work it. */
  workable: z.boolean(),
});

export const caseDetail = z.object({
  number: z.string(),
  title: z.string(),
  summary: z.string().nullable(),
  serviceCode: z.string(),
  serviceName: z.string(),
  processId: z.string(),
  version: z.number().int(),
  status: z.enum(['open', 'closed']),
  outcome: z.string().nullable(),
  outcomeName: z.string().nullable(),
  submittedAt: instant,
  closedAt: instant.nullable(),
  applicant: z.object({
    memberId: key.nullable(),
    name: z.string(),
    cardNo: z.string().nullable(),
    phoneMasked: z.string().nullable(),
  }),
  orgCode,
  orgName: z.string(),
  path: z.array(pathStep),
  tasks: z.array(openTask),
  forms: z.array(dossierForm),
  /** Id of the form among them that says what is asked for: the start form as it was submitted last. */
  application: key.nullable(),
  documents: z.array(caseDocument),
  timeline: z.array(timelineEntry),
  incidents: z.array(
    z.object({
      key,
      elementName: z.string(),
      code: z.string(),
      message: z.string(),
      /** For those who may try again: the place in the diagram, and the engine's own words. */
      detail: z.object({ where: z.string(), reason: z.string() }).nullable(),
      raisedAt: instant,
    }),
  ),
  /** To the applicant: that something has stopped the case, and who has been told. */
  stopped: z.string().nullable(),
  /** It stands still until somebody lets it go on: why, by whom, since when. */
  suspended: z
    .object({ reason: z.string(), byName: z.string().nullable(), at: instant.nullable() })
    .nullable(),
  /** What this actor may do with the case as a whole. */
  actions: z.array(z.enum(['comment', 'urge', 'withdraw', 'retryIncident', 'manage', 'activate', 'reveal'])),
});
export type CaseDetail = z.infer<typeof caseDetail>;

/** The diagram of the case's own version with where it stands. */
export const caseDiagram = z.object({
  xml: z.string(),
  /** False: the term for which the steps of closed cases are kept is over. */
  kept: z.boolean(),
  /** Element id → number of tokens on it. */
  tokens: z.record(z.string(), z.number().int()),
  overdue: z.array(z.string()),
  completed: z.array(z.string()),
  takenFlows: z.array(z.string()),
});
export type CaseDiagram = z.infer<typeof caseDiagram>;

export const caseListQuery = pageQuery.extend({
  service: z.string().max(8).optional(),
  org: orgCode.optional(),
  status: z.enum(['open', 'closed', 'overdue', 'suspended']).optional(),
  q: z.string().trim().max(60).optional(),
});

export const caseListItem = z.object({
  number: z.string(),
  title: z.string(),
  summary: z.string().nullable(),
  /** The line under the title: service and summary, each where the title does not say it already. */
  about: z.string(),
  serviceCode: z.string(),
  serviceName: z.string(),
  applicantName: z.string(),
  /** Null for visitors who are no members. */
  applicantCardNo: z.string().nullable(),
  orgName: z.string(),
  status: z.enum(['open', 'closed']),
  suspended: z.boolean(),
  outcomeName: z.string().nullable(),
  currentTask: z.string().nullable(),
  currentUnit: z.string().nullable(),
  overdueDays: z.number().int(),
  submittedAt: instant,
  closedAt: instant.nullable(),
});
export type CaseListItem = z.infer<typeof caseListItem>;
export const casePage = page(caseListItem);

export const commentBody = z.object({
  text: z.string().trim().min(1).max(500),
  visibleToApplicant: z.boolean().default(false),
});
export const revealBody = z.object({
  /** Key of the field as the dossier names it: `address`, `familyMembers.0.phone`. */
  field: z.string().min(1).max(200),
  reason: z.string().trim().min(2).max(100),
});
export const revealed = z.object({ value: z.string() });
export const withdrawBody = z.object({ reason: z.string().trim().min(1).max(300) });
/** `solved: false`: it failed again; a new incident says why. */
export const retried = z.object({ solved: z.boolean() });
