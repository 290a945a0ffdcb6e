import { addNote, type NoteKind } from '../../registers/cases/add-note.ts';
import type { HeldInstance } from '../../store/instances.ts';
import { audit } from './audit.ts';
import type { Run } from './run.ts';

export interface Operation {
  /** As the audit log names it: `suspendInstance`. */
  action: string;
  kind: NoteKind;
  /** For the timeline of the case. */
  text: string;
  /** For the audit log. */
  detail?: Record<string, unknown>;
  visibleToApplicant?: boolean;
}

/** What an operation on an instance leaves behind: a line in the audit log, one in the timeline of its case, a hint to its screens. */
export async function noteOperation(
  run: Run,
  { caseFile, instance }: HeldInstance,
  { action, kind, text, detail, visibleToApplicant = false }: Operation,
): Promise<void> {
  audit(run, {
    action,
    resource: 'case',
    resourceId: caseFile?.number ?? instance.key,
    orgCode: caseFile?.orgCode ?? null,
    ...(detail ? { detail } : {}),
  });
  if (!caseFile) return;
  run.changes.push({
    event: 'case',
    id: caseFile.number,
    orgCodes: [caseFile.orgCode],
    memberIds: caseFile.applicantMemberId === null ? [] : [caseFile.applicantMemberId],
  });
  await addNote(run.tx, {
    caseId: caseFile.id,
    kind,
    text,
    author: run.actor,
    visibleToApplicant,
    createdAt: run.now,
  });
}
