import type { Actor } from '../../policy/actor.ts';
import type { Transaction } from '../../store/transaction.ts';

export type NoteKind =
  | 'comment'
  | 'transfer'
  | 'urge'
  | 'return'
  | 'sendBack'
  | 'approvers'
  | 'overdue'
  | 'warning'
  | 'escalation'
  | 'due'
  | 'claim'
  | 'release'
  | 'denied'
  | 'delegate'
  | 'opinion'
  | 'copy'
  | 'suspend'
  | 'resume'
  | 'terminate'
  | 'modify'
  | 'correct'
  | 'activate'
  | 'migrate';

export interface CaseNote {
  caseId: string;
  taskKey?: string | null;
  kind: NoteKind;
  text: string;
  author: Actor;
  visibleToApplicant?: boolean;
  createdAt: Date;
}

/** Adds a line to the case's timeline that a person (or the system in a person's place) wrote. */
export async function addNote(tx: Transaction, note: CaseNote): Promise<void> {
  await tx.client.query({
    name: 'add-case-note',
    text: `insert into case_note (case_id, task_key, kind, text, author, author_name, visible_to_applicant, created_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [
      note.caseId,
      note.taskKey ?? null,
      note.kind,
      note.text,
      note.author.id,
      note.author.displayName,
      note.visibleToApplicant ?? false,
      note.createdAt,
    ],
  });
}
