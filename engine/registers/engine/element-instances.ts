import {
  flag,
  instanceReach,
  instant,
  key,
  present,
  tenant,
  TENANT,
  text,
  time,
  word,
  wordFor,
  type Searchable,
} from './searchable.ts';

interface Row {
  key: string;
  instance_key: string;
  definition_key: string;
  process_id: string;
  element_id: string;
  name: string;
  element_type: string;
  state: string;
  started_at: Date;
  ended_at: Date | null;
  incident_key: string | null;
}

export const elementStates = { ACTIVE: ['active'], COMPLETED: ['completed'], TERMINATED: ['terminated'] };

/** The kinds of elements as Camunda calls them; for what it does not execute it has one word, UNKNOWN. */
export const elementTypes: Record<string, string[]> = {
  PROCESS: ['process'],
  SUB_PROCESS: ['subProcess', 'transaction'],
  EVENT_SUB_PROCESS: ['eventSubProcess'],
  AD_HOC_SUB_PROCESS: ['adHocSubProcess'],
  AD_HOC_SUB_PROCESS_INNER_INSTANCE: [],
  START_EVENT: ['startEvent'],
  INTERMEDIATE_CATCH_EVENT: ['intermediateCatchEvent'],
  INTERMEDIATE_THROW_EVENT: ['intermediateThrowEvent'],
  BOUNDARY_EVENT: ['boundaryEvent'],
  END_EVENT: ['endEvent'],
  SERVICE_TASK: ['serviceTask'],
  RECEIVE_TASK: ['receiveTask'],
  USER_TASK: ['userTask'],
  MANUAL_TASK: ['manualTask'],
  TASK: ['task'],
  EXCLUSIVE_GATEWAY: ['exclusiveGateway'],
  INCLUSIVE_GATEWAY: ['inclusiveGateway'],
  PARALLEL_GATEWAY: ['parallelGateway'],
  EVENT_BASED_GATEWAY: ['eventBasedGateway'],
  SEQUENCE_FLOW: [],
  MULTI_INSTANCE_BODY: ['multiInstanceBody'],
  CALL_ACTIVITY: ['callActivity'],
  BUSINESS_RULE_TASK: ['businessRuleTask'],
  SCRIPT_TASK: ['scriptTask'],
  SEND_TASK: ['sendTask'],
  UNSPECIFIED: [],
  UNKNOWN: ['complexGateway'],
};

const name = `coalesce(nullif(p.name, ''), e.element_id)`;
const incidentKey = `(select min(x.key) from incident x where x.instance_key = i.key and x.element_instance_key = e.key
  and x.resolved_at is null)`;

/** Element instances there are or were. */
export const elementInstances = {
  from: `element_instance e join process_instance i on i.key = e.instance_key
    left join process_element p on p.definition_key = i.definition_key and p.element_id = e.element_id`,
  select: `e.key, e.instance_key, i.definition_key, i.process_id, e.element_id, ${name} as name, e.element_type, e.state,
    e.started_at, e.ended_at, ${incidentKey} as incident_key`,
  key: 'elementInstanceKey',
  fields: {
    elementInstanceKey: key('e.key'),
    processInstanceKey: key('e.instance_key'),
    processDefinitionKey: key('i.definition_key'),
    processDefinitionId: text('i.process_id'),
    elementId: text('e.element_id'),
    elementName: text(name),
    type: word('e.element_type', elementTypes),
    state: word('e.state', elementStates),
    startDate: time('e.started_at'),
    endDate: time('e.ended_at'),
    hasIncident: flag(`${incidentKey} is not null`, { unsorted: true }),
    incidentKey: key(incidentKey),
    elementInstanceScopeKey: key('e.scope_key', { unsorted: true }),
    tenantId: tenant,
  },
  reach: instanceReach('instance'),
  toItem: (row: Row) =>
    present({
      elementInstanceKey: row.key,
      processInstanceKey: row.instance_key,
      processDefinitionKey: row.definition_key,
      processDefinitionId: row.process_id,
      elementId: row.element_id,
      elementName: row.name,
      type: wordFor(elementTypes, row.element_type),
      state: wordFor(elementStates, row.state),
      startDate: instant(row.started_at)!,
      endDate: instant(row.ended_at),
      hasIncident: row.incident_key !== null,
      incidentKey: row.incident_key,
      tenantId: TENANT,
    }),
} satisfies Searchable<Row>;
