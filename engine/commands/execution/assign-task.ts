import type { UserTaskCreated } from '../../core/events.ts';
import type { HeldInstance } from '../../store/instances.ts';
import type { Candidate } from '../../store/step-rows.ts';
import { notifyMember } from './notices.ts';
import type { Run } from './run.ts';

/** Decides who may work a task that was just created, and tells the applicant when it is for himself. */
export async function assignTask(run: Run, held: HeldInstance, task: UserTaskCreated): Promise<void> {
  const candidates = drawnCandidates(task) ?? (await responsible(run, held, task));
  run.candidates.set(task.userTaskKey, candidates);
  for (const { kind, value } of candidates) {
    if (kind === 'member') tellMember(run, held, task, value);
  }
}

/** What the diagram itself says, when it does. */
function drawnCandidates(task: UserTaskCreated): Candidate[] | null {
  const groups = task.candidateGroups.map(
    (value) => ({ kind: isUnit(value) ? 'unit' : 'group', value }) as const,
  );
  const members = task.candidateUsers
    .filter((user) => user.startsWith('member:'))
    .map((user) => ({ kind: 'member', value: user.slice('member:'.length) }) as const);
  const drawn = [...groups, ...members].map((candidate) => ({ ...candidate, reason: 'diagram' }));
  return drawn.length > 0 ? drawn : null;
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
    title: `请您办理：${task.name}`,
    body: task.properties.applicantText ?? `您的“${caseFile?.title ?? ''}”等您办理“${task.name}”。`,
  });
}
