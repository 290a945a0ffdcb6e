import type { UserTaskChanged } from '../../core/events.ts';
import type { Key } from '../../core/keys.ts';
import { elementOf } from '../../core/model.ts';
import { addNote } from '../../registers/cases/add-note.ts';
import type { HeldInstance } from '../../store/instances.ts';
import { namedCandidates } from './assign-task.ts';
import { changeTask } from './change-task.ts';
import { passToUnit } from './pass-to-unit.ts';
import type { Run } from './run.ts';
import { tellOfTransfer } from './tell-of-transfer.ts';

/** The listeners have agreed, or nobody had to be asked. */
export async function followChange(run: Run, held: HeldInstance, event: UserTaskChanged): Promise<void> {
  const created = held.events.find(
    (one) => one.type === 'userTaskCreated' && one.userTaskKey === event.userTaskKey,
  );
  if (!created) return makeChange(run, event);
  // no row tells of it yet: it is inserted as it has become
  const { candidateGroups = [], candidateUsers = [] } = event.changes;
  const named = namedCandidates({ candidateGroups, candidateUsers });
  const before = run.candidates.get(event.userTaskKey) ?? [];
  const left = before.filter(({ kind }) => {
    const isGroup = kind === 'unit' || kind === 'group';
    return !(isGroup ? event.changes.candidateGroups : event.changes.candidateUsers);
  });
  run.candidates.set(event.userTaskKey, [...left, ...named.map((one) => ({ ...one, reason: 'listener' }))]);
}

/** Of a task whose row is there. */
export async function makeChange(run: Run, { userTaskKey, action, changes }: UserTaskChanged): Promise<void> {
  const [unit] = changes.candidateGroups ?? [];
  if (action === 'transfer' && unit !== undefined) {
    await passToUnit(run, userTaskKey, unit);
    return tellOfTransfer(run, userTaskKey, unit);
  }
  await changeTask(
    run,
    userTaskKey,
    changes,
    action === 'update' || action === 'assign' ? 'assigned' : 'listener',
  );
}

const deniedWords: Record<string, string> = {
  assigning: '领取或指派',
  updating: '变更',
  completing: '办理',
};

/** Whoever wanted it learns from the timeline why nothing has come of it. */
export async function noteDenial(
  run: Run,
  { caseFile, instance, definition }: HeldInstance,
  { userTaskKey, on, reason }: { userTaskKey: Key; on: string; reason: string },
): Promise<void> {
  if (!caseFile) return;
  const element = Object.values(instance.elements).find(({ data }) => data.userTaskKey === userTaskKey);
  const name = element ? elementOf(definition.model, element.elementId).name : '';
  await addNote(run.tx, {
    caseId: caseFile.id,
    taskKey: userTaskKey,
    kind: 'denied',
    text: `“${name}”的${deniedWords[on] ?? '办理'}没有通过核对${reason ? `：${reason}` : '。'}`,
    author: run.actor,
    createdAt: run.now,
  });
}
