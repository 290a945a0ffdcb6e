import {
  instanceReach,
  instant,
  integer,
  key,
  present,
  some,
  tenant,
  TENANT,
  text,
  time,
  variables,
  word,
  wordFor,
  type Searchable,
} from './searchable.ts';

interface Row {
  key: string;
  instance_key: string;
  definition_key: string;
  process_id: string;
  process_name: string;
  version: number;
  element_id: string;
  element_instance_key: string;
  name: string;
  state: string;
  assignee: string | null;
  groups: string[];
  users: string[];
  created_at: Date;
  completed_at: Date | null;
  due_at: Date | null;
  follow_up_at: Date | null;
  priority: number;
  form_key: string | null;
}

/** A task waits between two states while a listener of it is at work. */
export const taskStates = {
  CREATED: ['created'],
  COMPLETING: ['completing'],
  COMPLETED: ['completed'],
  CANCELED: ['cancelled'],
  CREATING: [],
  ASSIGNING: ['assigning'],
  UPDATING: ['updating'],
  CANCELING: ['canceling'],
  FAILED: [],
};

const state = `case when t.state = 'created' then coalesce((
    select j.listener_event from job j
     where j.instance_key = t.instance_key and j.element_instance_key = t.element_instance_key
       and j.kind = 'taskListener' and j.state in ('created', 'activated', 'failed') limit 1), 'created')
  else t.state end`;
const user = `case k.kind when 'member' then 'member:' || k.value else k.value end`;
const candidate = (kinds: string) =>
  `exists (select from task_candidate k where k.task_key = t.key and k.kind in (${kinds}) and {})`;
const variableOf = (scope: string) =>
  `exists (select from variable v where v.instance_key = i.key and v.scope_key = ${scope} and v.name = ? and {})`;

export const userTasks = {
  from: `user_task t join process_instance i on i.key = t.instance_key
    join process_definition d on d.key = t.definition_key`,
  select: `t.key, t.instance_key, t.definition_key, t.process_id, d.name as process_name, d.version, t.element_id,
    t.element_instance_key, t.name, ${state} as state, t.assignee, t.created_at, t.completed_at, t.due_at, t.follow_up_at,
    t.priority, t.form_key,
    array(select k.value from task_candidate k where k.task_key = t.key and k.kind in ('unit', 'group')
           order by k.value) as groups,
    array(select ${user} from task_candidate k where k.task_key = t.key and k.kind in ('member', 'user')
           order by k.value) as users`,
  key: 'userTaskKey',
  fields: {
    userTaskKey: key('t.key'),
    processInstanceKey: key('t.instance_key'),
    processDefinitionKey: key('t.definition_key'),
    processDefinitionId: text('t.process_id'),
    elementId: text('t.element_id'),
    elementInstanceKey: key('t.element_instance_key'),
    name: text('t.name'),
    state: word(state, taskStates),
    assignee: text('t.assignee'),
    priority: integer('t.priority'),
    creationDate: time('t.created_at'),
    completionDate: time('t.completed_at'),
    dueDate: time('t.due_at'),
    followUpDate: time('t.follow_up_at'),
    candidateGroup: some(text('k.value'), candidate(`'unit', 'group'`)),
    candidateUser: some(text(user), candidate(`'member', 'user'`)),
    processInstanceVariables: variables(variableOf('i.key')),
    localVariables: variables(variableOf('t.element_instance_key')),
    tenantId: tenant,
  },
  reach: instanceReach('task'),
  toItem: (row: Row) =>
    present({
      userTaskKey: row.key,
      processInstanceKey: row.instance_key,
      processDefinitionKey: row.definition_key,
      processDefinitionId: row.process_id,
      processDefinitionVersion: row.version,
      processName: row.process_name,
      elementId: row.element_id,
      elementInstanceKey: row.element_instance_key,
      name: row.name,
      state: wordFor(taskStates, row.state),
      assignee: row.assignee,
      candidateGroups: row.groups,
      candidateUsers: row.users,
      creationDate: instant(row.created_at)!,
      completionDate: instant(row.completed_at),
      dueDate: instant(row.due_at),
      followUpDate: instant(row.follow_up_at),
      priority: row.priority,
      formKey: row.form_key,
      customHeaders: {} as Record<string, string>,
      tenantId: TENANT,
    }),
} satisfies Searchable<Row>;
