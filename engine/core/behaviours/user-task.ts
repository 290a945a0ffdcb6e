import type { Behaviour } from '../behaviour.ts';
import { extension, textOf } from '../diagram.ts';
import { fail, isFailure, type Failure } from '../failure.ts';
import type { JsonValue, Key } from '../keys.ts';
import { ask, askAgain, listen, listenNow, listensTo } from '../listeners.ts';
import type { Element } from '../model.ts';
import type { Run } from '../run.ts';
import { checkTerm, pointInTime } from '../term.ts';
import { complete } from '../tokens.ts';
import type { TaskCorrections, Trigger } from '../trigger.ts';
import { changeVariables, visibleVariables } from '../variables.ts';

/** Texts as drawn: FEEL when they start with `=`. */
export interface UserTaskDetails {
  assignee: string | null;
  candidateGroups: string | null;
  candidateUsers: string | null;
  dueDate: string | null;
  followUpDate: string | null;
  priority: string | null;
}

/** Asks a person, and waits. Whom, beyond what the diagram says, is policy's affair. */
export const userTask: Behaviour<UserTaskDetails> = {
  type: 'userTask',

  read(node) {
    const assignment = extension(node, 'zeebe:AssignmentDefinition');
    const schedule = extension(node, 'zeebe:TaskSchedule');
    return {
      assignee: textOf(assignment?.assignee),
      candidateGroups: textOf(assignment?.candidateGroups),
      candidateUsers: textOf(assignment?.candidateUsers),
      dueDate: textOf(schedule?.dueDate),
      followUpDate: textOf(schedule?.followUpDate),
      priority: textOf(extension(node, 'zeebe:PriorityDefinition')?.priority),
    };
  },

  check: ({ properties }) => checkTerm(properties.term ?? null),

  enter(run, element, self) {
    const heard = listen(run, element, self, 'creating');
    if (heard) return heard === 'waits' ? undefined : heard;
    const drawn = readTask(run, element, self);
    if (isFailure(drawn)) return drawn;
    const userTaskKey = run.env.nextKey();
    const { corrections, ...data } = run.get(self).data;
    run.edit(self).data = { ...data, userTaskKey };
    const asked = { ...drawn, ...(corrections as TaskCorrections | undefined) };
    const { assignee } = asked;
    const listens = assignee !== null && listensTo(element, 'assigning');
    run.emit({
      type: 'userTaskCreated',
      userTaskKey,
      elementInstanceKey: self,
      elementId: element.id,
      name: element.name,
      formId: element.formId,
      properties: element.properties,
      variables: visibleVariables(run.instance, self),
      ...asked,
      ...(listens ? { assignee: null } : {}),
    });
    if (!listens) return;
    // there it is; whose it is, its listeners are asked first
    const changes = { assignee };
    run.edit(self).data.pending = {
      type: 'userTaskChanging',
      userTaskKey,
      on: 'assigning',
      action: 'assign',
      changes,
    };
    listenNow(run, element, self, 'assigning');
  },

  resume(run, element, self, trigger) {
    const on = askedOf(trigger);
    if (on === null) return fail('not_waiting', `Expected a result, but got ${trigger.type}.`);
    const heard = ask(run, element, self, on, trigger);
    if (isFailure(heard)) return heard;
    if (heard === 'waits') return;
    askAgain(run, self, on);
    carryOut(run, self, trigger);
  },

  terminate(run, _element, self) {
    const { userTaskKey } = run.get(self).data;
    if (typeof userTaskKey === 'string') run.emit({ type: 'userTaskCancelled', userTaskKey });
  },
};

/** Which listeners have a say in it; null: nothing that may be wanted of an open task. */
function askedOf(trigger: Trigger): 'assigning' | 'updating' | 'completing' | null {
  if (trigger.type === 'userTaskCompleted') return 'completing';
  if (trigger.type === 'userTaskChanging') return trigger.on;
  return trigger.type === 'variablesChanged' ? 'updating' : null;
}

/** The listeners agree; what they put right comes first. */
function carryOut(run: Run, self: Key, trigger: Trigger): void {
  const { corrections, ...data } = run.get(self).data;
  const userTaskKey = data.userTaskKey!;
  run.edit(self).data = data;
  const change = (action: string, changes: TaskCorrections) => {
    const all = { ...changes, ...(corrections as TaskCorrections | undefined) };
    if (Object.keys(all).length > 0) run.emit({ type: 'userTaskChanged', userTaskKey, action, changes: all });
  };
  if (trigger.type === 'userTaskChanging') return change(trigger.action, trigger.changes);
  change('listener', {});
  if (trigger.type === 'variablesChanged') return changeVariables(run, trigger);
  if (trigger.type !== 'userTaskCompleted') return;
  delete run.edit(self).data.userTaskKey;
  run.emit({ type: 'userTaskCompleted', userTaskKey });
  complete(run, self, trigger.variables);
}

function readTask(run: Run, { id, details, properties }: Element<UserTaskDetails>, self: Key) {
  const read = <T>(text: string | null, convert: (value: JsonValue) => T | Failure): T | Failure | null => {
    if (text === null) return null;
    const value = run.resolve(text, self);
    return isFailure(value) ? value : convert(value);
  };
  const time = (value: JsonValue) => {
    const at = pointInTime(value, run.env, run.env.now);
    return (
      at?.toISOString() ??
      fail('term_unreadable', `Expected a date or term on '${id}', but got ${JSON.stringify(value)}.`)
    );
  };
  const term = read(properties.term?.trim() || null, (value) => (value === null ? null : String(value)));
  if (isFailure(term)) return term;
  const answers = {
    dueAt: term === null ? read(details.dueDate, time) : time(term),
    followUpAt: read(details.followUpDate, time),
    priority: read(details.priority, toPriority),
    assignee: read(details.assignee, (value) => (value === null ? null : String(value))),
    candidateGroups: read(details.candidateGroups, toList),
    candidateUsers: read(details.candidateUsers, toList),
  };
  const { dueAt, followUpAt, priority, assignee, candidateGroups, candidateUsers } = answers;
  if (isFailure(dueAt)) return dueAt;
  if (isFailure(followUpAt)) return followUpAt;
  if (isFailure(priority)) return priority;
  if (isFailure(assignee)) return assignee;
  if (isFailure(candidateGroups)) return candidateGroups;
  if (isFailure(candidateUsers)) return candidateUsers;
  return {
    term,
    dueAt,
    followUpAt,
    priority: priority ?? 50,
    assignee,
    candidateGroups: candidateGroups ?? [],
    candidateUsers: candidateUsers ?? [],
  };
}

function toPriority(value: JsonValue): number | Failure {
  const priority = Number(value);
  if (value !== null && Number.isInteger(priority) && priority >= 0 && priority <= 100) return priority;
  return fail('expression_failed', `Expected a priority from 0 to 100, but got ${JSON.stringify(value)}.`);
}

/** `a, b` or a FEEL list. */
function toList(value: JsonValue): string[] {
  const parts = Array.isArray(value) ? value.map(String) : value === null ? [] : String(value).split(',');
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
