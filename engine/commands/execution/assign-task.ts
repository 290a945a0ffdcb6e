import type { UserTaskCreated } from '../../core/events.ts';
import type { HeldInstance } from '../../store/instances.ts';
import { adderOf } from '../../registers/tasks/co-approvers.ts';
import type { Candidate } from '../../store/step-rows.ts';
import { askingTitle, notifyMember } from './notices.ts';
import type { Run } from './run.ts';

/** Decides who may work a task that was just created, and tells the applicant when it is for himself. */
export async function assignTask(run: Run, held: HeldInstance, task: UserTaskCreated): Promise<void> {
  const named = namedCandidates(task).map((candidate) => ({ ...candidate, reason: 'diagram' }));
  // whoever is called by his user name alone works with what policy lets him: the task still needs its unit
  const isDrawn = named.some(({ kind }) => kind !== 'user');
  const candidates = isDrawn ? named : [...named, ...(await responsible(run, held, task))];
  run.candidates.set(task.userTaskKey, await withAdder(run, held, task, candidates));
  for (const { kind, value } of candidates) {
    if (kind === 'member') tellMember(run, held, task, value);
  }
}

/** Who was added to an approval by hand (加签) has its task from the unit that wanted it, whatever stands behind the `；`. */
async function withAdder(
  run: Run,
  { instance }: HeldInstance,
  { elementInstanceKey }: UserTaskCreated,
  candidates: Candidate[],
): Promise<Candidate[]> {
  const adder = adderOf(instance, elementInstanceKey);
  if (adder === null) return candidates;
  const { rows } = await run.tx.client.query<{ name: string }>(
    'select name from organisation where code = $1',
    [adder],
  );
  return candidates.map((one) => ({
    ...one,
    reason: one.reason.replace(/^[^；]*/, `added:${rows[0]?.name ?? adder}`),
  }));
}

/** What the groups and users of a diagram, or of a program, mean here: units by their code, members by `member:<id>`. */
export function namedCandidates({
  candidateGroups,
  candidateUsers,
}: Pick<UserTaskCreated, 'candidateGroups' | 'candidateUsers'>): Omit<Candidate, 'reason'>[] {
  const groups = candidateGroups.map((value) => ({ kind: isUnit(value) ? 'unit' : 'group', value }) as const);
  const users = candidateUsers.map((user) =>
    user.startsWith('member:')
      ? ({ kind: 'member', value: user.slice('member:'.length) } as const)
      : ({ kind: 'user', value: user } as const),
  );
  return [...groups, ...users];
}

function isUnit(group: string): boolean {
  return /^\d{8,12}$/.test(group);
}

/** A task outside any case has the organisation its variables name, or the topmost one. */
async function responsible(
  run: Run,
  { caseFile, definition }: HeldInstance,
  task: UserTaskCreated,
): Promise<Candidate[]> {
  const { orgCode, memberId } = task.variables;
  return run.services.policy.resolveResponsible({
    processId: definition.processId,
    elementId: task.elementId,
    orgCode: caseFile?.orgCode ?? (typeof orgCode === 'string' ? orgCode : await topmost(run)),
    applicantMemberId: caseFile?.applicantMemberId ?? (typeof memberId === 'string' ? memberId : null),
    variables: task.variables,
    drawnUnit: task.properties.unit ?? null,
  });
}

async function topmost(run: Run): Promise<string> {
  const { rows } = await run.tx.client.query<{ code: string }>(
    'select code from organisation where parent_code is null order by code limit 1',
  );
  return rows[0]?.code ?? '';
}

function tellMember(run: Run, { caseFile }: HeldInstance, task: UserTaskCreated, memberId: string): void {
  notifyMember(run, {
    memberId,
    caseId: caseFile?.id ?? null,
    title: askingTitle(task.name),
    body: task.properties.applicantText ?? `您的“${caseFile?.title ?? ''}”等您办理“${task.name}”。`,
  });
}
