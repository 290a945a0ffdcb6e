import { addNote } from '../../registers/cases/add-note.ts';
import { audit } from './audit.ts';
import type { TaskRow } from '../../registers/tasks/task-row.ts';
import type { Run } from './run.ts';

/** What claiming and releasing leave behind: a line in the timeline, one in the audit log, a hint to the unit's screens. */
export async function noteHold(run: Run, task: TaskRow, kind: 'claim' | 'release'): Promise<void> {
  if (task.case_id !== null) {
    await addNote(run.tx, {
      caseId: task.case_id,
      taskKey: task.key,
      kind,
      text: task.name,
      author: run.actor,
      createdAt: run.now,
    });
  }
  audit(run, { action: `${kind}Task`, resource: 'task', resourceId: task.key, orgCode: task.case_org });
  run.changes.push({ event: 'inbox', orgCodes: task.units });
}
