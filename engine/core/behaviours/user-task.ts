import type { Behaviour } from '../behaviour.ts';
import { extension, textOf } from '../diagram.ts';
import { fail, isFailure, type Failure } from '../failure.ts';
import type { JsonObject, JsonValue, Key } from '../keys.ts';
import { listen } from '../listeners.ts';
import type { Element } from '../model.ts';
import type { Run } from '../run.ts';
import { checkTerm, pointInTime } from '../term.ts';
import { complete } from '../tokens.ts';
import type { TaskCorrections } from '../trigger.ts';
import { visibleVariables } from '../variables.ts';

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
    const asked = ask(run, element, self);
    if (isFailure(asked)) return asked;
    const userTaskKey = run.env.nextKey();
    const { corrections, ...data } = run.get(self).data;
    run.edit(self).data = { ...data, userTaskKey };
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
      ...(corrections as TaskCorrections | undefined),
    });
  },

  resume(run, element, self, trigger) {
    if (trigger.type !== 'userTaskCompleted')
      return fail('not_waiting', `Expected a result, but got ${trigger.type}.`);
    const heard = listen(run, element, self, 'completing');
    if (isFailure(heard)) return heard;
    if (heard === 'waits') return void (run.edit(self).data.pending = trigger as unknown as JsonObject);
    delete run.edit(self).data.userTaskKey;
    run.emit({ type: 'userTaskCompleted', userTaskKey: trigger.userTaskKey });
    complete(run, self, trigger.variables);
  },

  terminate(run, _element, self) {
    const { userTaskKey } = run.get(self).data;
    if (typeof userTaskKey === 'string') run.emit({ type: 'userTaskCancelled', userTaskKey });
  },
};

function ask(run: Run, { id, details, properties }: Element<UserTaskDetails>, self: Key) {
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
