import {
  flag,
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
  type Field,
  type Searchable,
} from './searchable.ts';

interface Row {
  key: string;
  definition_key: string;
  process_id: string;
  name: string;
  version: number;
  version_tag: string | null;
  state: string;
  started_at: Date;
  ended_at: Date | null;
  parent_key: string | null;
  parent_element_key: string | null;
  tags: string[];
  has_incident: boolean;
}

/** One that stands still is active all the same: it has not ended. */
const states = { ACTIVE: ['active', 'suspended'], COMPLETED: ['completed'], TERMINATED: ['cancelled'] };

const openIncident = (condition: string) =>
  `exists (select from incident x where x.instance_key = i.key and x.resolved_at is null and ${condition})`;
const element = (condition: string) =>
  `exists (select from element_instance e where e.instance_key = i.key and ${condition})`;
const hasIncident = openIncident('true');

/** What process instances can be found by, also where something is counted over them. */
export const processInstanceFields = {
  processInstanceKey: key('i.key'),
  parentProcessInstanceKey: key('i.parent_key'),
  parentElementInstanceKey: key('i.parent_element_key'),
  startDate: time('i.started_at'),
  endDate: time('i.ended_at'),
  state: word('i.state', states),
  hasIncident: flag(hasIncident),
  tenantId: tenant,
  tags: { type: 'tags', sql: 'i.tags', unsorted: true },
  variables: variables(
    'exists (select from variable v where v.instance_key = i.key and v.scope_key = i.key and v.name = ? and {})',
  ),
  errorMessage: some(text('x.message'), openIncident('{}')),
  hasRetriesLeft: flag(
    `exists (select from job j where j.instance_key = i.key and j.state = 'created' and j.error_message is not null)`,
    { unsorted: true },
  ),
  elementId: some(text('e.element_id'), element('{}')),
  elementInstanceState: some(
    word('e.state', { ACTIVE: ['active'], COMPLETED: ['completed'], TERMINATED: ['terminated'] }),
    element('{}'),
  ),
  hasElementInstanceIncident: flag(hasIncident, { unsorted: true }),
} satisfies Record<string, Field>;

export const processInstances = {
  from: 'process_instance i join process_definition d on d.key = i.definition_key',
  select: `i.key, i.definition_key, i.process_id, d.name, i.version, d.version_tag, i.state, i.started_at, i.ended_at,
    i.parent_key, i.parent_element_key, i.tags, ${hasIncident} as has_incident`,
  key: 'processInstanceKey',
  fields: {
    ...processInstanceFields,
    processDefinitionId: text('i.process_id'),
    processDefinitionName: text('d.name'),
    processDefinitionVersion: integer('i.version'),
    processDefinitionVersionTag: text('d.version_tag'),
    processDefinitionKey: key('i.definition_key'),
  },
  reach: instanceReach('instance'),
  toItem: (row: Row) =>
    present({
      processInstanceKey: row.key,
      processDefinitionKey: row.definition_key,
      processDefinitionId: row.process_id,
      processDefinitionName: row.name,
      processDefinitionVersion: row.version,
      processDefinitionVersionTag: row.version_tag,
      state: wordFor(states, row.state),
      startDate: instant(row.started_at)!,
      endDate: instant(row.ended_at),
      parentProcessInstanceKey: row.parent_key,
      parentElementInstanceKey: row.parent_element_key,
      hasIncident: row.has_incident,
      tags: row.tags,
      tenantId: TENANT,
    }),
} satisfies Searchable<Row>;
