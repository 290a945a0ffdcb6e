import {
  instanceReach,
  instant,
  key,
  tenant,
  TENANT,
  text,
  time,
  word,
  type Searchable,
} from './searchable.ts';

interface Row {
  key: string;
  instance_key: string;
  definition_key: string;
  process_id: string;
  element_id: string;
  element_instance_key: string;
  message_name: string;
  correlation_key: string;
  opened_at: Date;
}

/** What is no longer waited for leaves no row: there are only open ones. */
export const subscriptionStates = { CREATED: ['open'], CORRELATED: [], DELETED: [], MIGRATED: [] };

/** Messages that instances wait for. */
export const messageSubscriptions = {
  from: 'subscription s join process_instance i on i.key = s.instance_key',
  select: `s.key, s.instance_key, i.definition_key, i.process_id, s.element_id, s.element_instance_key, s.message_name,
    s.correlation_key, s.opened_at`,
  key: 'messageSubscriptionKey',
  fields: {
    messageSubscriptionKey: key('s.key'),
    processInstanceKey: key('s.instance_key'),
    processDefinitionId: text('i.process_id'),
    elementId: text('s.element_id'),
    elementInstanceKey: key('s.element_instance_key'),
    messageSubscriptionState: word(`'open'::text`, subscriptionStates),
    lastUpdatedDate: time('s.opened_at'),
    messageName: text('s.message_name'),
    correlationKey: text('s.correlation_key'),
    tenantId: tenant,
  },
  reach: instanceReach('instance'),
  toItem: (row: Row) => ({
    messageSubscriptionKey: row.key,
    processInstanceKey: row.instance_key,
    processDefinitionKey: row.definition_key,
    processDefinitionId: row.process_id,
    elementId: row.element_id,
    elementInstanceKey: row.element_instance_key,
    messageSubscriptionState: 'CREATED',
    lastUpdatedDate: instant(row.opened_at)!,
    messageName: row.message_name,
    correlationKey: row.correlation_key,
    tenantId: TENANT,
  }),
} satisfies Searchable<Row>;
