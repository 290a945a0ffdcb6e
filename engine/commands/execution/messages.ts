import type { Event } from '../../core/events.ts';
import type { JsonObject, Key } from '../../core/keys.ts';
import { startMessages } from '../../core/timers.ts';
import type { Trigger } from '../../core/trigger.ts';
import { readDefinition } from '../../store/definitions.ts';
import type { HeldInstance } from '../../store/instances.ts';
import type { NextStep } from './fire.ts';
import { hold, holdNew, type Run } from './run.ts';

export interface Message {
  name: string;
  correlationKey: string;
  variables: JsonObject;
  /** Equal messages with one id are published once. */
  messageId?: string | null;
  /** How long it waits for somebody to wait for it; one hour unless told. */
  ttlMilliseconds?: number;
}

const HOUR = 3_600_000;

export interface Published {
  /** Null: an equal message with its id was published before, and nothing happens. */
  messageKey: Key | null;
  steps: NextStep[];
}

/**
 * Brings a message to the instances that wait for it, one of each process; when none does, keeps it for a while.
 * Publishing and beginning to wait exclude each other, so that none passes the other unseen.
 */
export async function publish(run: Run, message: Message): Promise<Published> {
  await excludeStarts(run, message);
  await exclude(run, message.name, message.correlationKey);
  const receivers = [...waitingHere(run, message), ...(await waitingInDatabase(run, message))];
  const starts = await findStarts(run, message.name, message.correlationKey);
  const messageKey = await store(run, message, receivers.length + starts.length > 0);
  if (messageKey === null) return { messageKey, steps: [] };
  const { variables, correlationKey } = message;
  const started = await Promise.all(starts.map((start) => begin(run, start, correlationKey, variables)));
  const resumed = receivers.map(({ held, subscriptionKey }) =>
    nextStep(held, { type: 'messageCorrelated', subscriptionKey, variables }),
  );
  return { messageKey, steps: [...resumed, ...started] };
}

interface MessageStart {
  definition_key: Key;
  element_id: string;
}

/** Processes that a message of this name starts; while an instance with its key runs, it starts no second one. */
async function findStarts(run: Run, name: string, correlationKey: string): Promise<MessageStart[]> {
  const { rows } = await run.tx.client.query<MessageStart>({
    name: 'find-message-starts',
    text: `select s.definition_key, s.element_id from start_message s
            where s.message_name = $1 and ($2 = '' or not exists (
                    select from process_instance_live i where i.process_id = s.process_id and i.business_key = $2
                       and i.state in ('active', 'suspended')))
            order by s.process_id`,
    values: [name, correlationKey],
  });
  return rows;
}

/** An instance that a message started has ended: a message that was kept for its key meanwhile starts the next one. */
export async function startBuffered(run: Run, { definition, instance }: HeldInstance): Promise<NextStep[]> {
  const { businessKey } = instance;
  if (businessKey === null || startMessages(definition.model).length === 0) return [];
  const { rows } = await run.tx.client.query<MessageStart & { name: string }>({
    name: 'find-own-message-starts',
    text: 'select definition_key, element_id, message_name as name from start_message where process_id = $1',
    values: [definition.processId],
  });
  for (const start of rows) {
    const variables = await takeBuffered(run, start.name, businessKey);
    if (variables) return [await begin(run, start, businessKey, variables)];
  }
  return [];
}

async function begin(
  run: Run,
  { definition_key: key, element_id: startElementId }: MessageStart,
  correlationKey: string,
  variables: JsonObject,
): Promise<NextStep> {
  const definition = await readDefinition(run.services.pool, run.tx.client, key);
  const held = await holdNew(run, { definition, businessKey: correlationKey || null });
  return nextStep(held, { type: 'start', startElementId, variables });
}

function nextStep(held: HeldInstance, trigger: Trigger): NextStep {
  return { held, trigger: () => Promise.resolve(trigger) };
}

/** Gives a subscription that was just opened the oldest message kept for it. */
export async function correlateBuffered(
  run: Run,
  held: HeldInstance,
  opened: Extract<Event, { type: 'subscriptionOpened' }>,
): Promise<NextStep[]> {
  const variables = await takeBuffered(run, opened.messageName, opened.correlationKey);
  if (!variables) return [];
  const { subscriptionKey } = opened;
  return [nextStep(held, { type: 'messageCorrelated', subscriptionKey, variables })];
}

/** After standing still: messages that were kept meanwhile for what an instance waits for. */
export async function correlateWaiting(run: Run, held: HeldInstance): Promise<NextStep[]> {
  const { rows } = await run.tx.client.query<{ key: Key; message_name: string; correlation_key: string }>({
    name: 'find-own-subscriptions',
    text: 'select key, message_name, correlation_key from subscription where instance_key = $1 order by key',
    values: [held.instance.key],
  });
  const steps: NextStep[] = [];
  for (const { key: subscriptionKey, message_name: name, correlation_key } of rows) {
    const variables = await takeBuffered(run, name, correlation_key);
    if (variables) steps.push(nextStep(held, { type: 'messageCorrelated', subscriptionKey, variables }));
  }
  return steps;
}

/** The oldest message kept for this name and key, which nobody else gets any more. */
async function takeBuffered(run: Run, name: string, correlationKey: string): Promise<JsonObject | null> {
  await exclude(run, name, correlationKey);
  const { rows } = await run.tx.client.query<{ variables: JsonObject }>({
    name: 'take-buffered-message',
    text: `update message set correlated_at = $3
            where key = (select key from message
                          where name = $1 and correlation_key = $2 and correlated_at is null and expires_at > $3
                          order by key limit 1 for update)
           returning variables`,
    values: [name, correlationKey, run.now],
  });
  return rows[0]?.variables ?? null;
}

interface Receiver {
  held: HeldInstance;
  subscriptionKey: Key;
}

/** Subscriptions this very command has opened: no row tells of them yet. */
function waitingHere(run: Run, { name, correlationKey }: Message): Receiver[] {
  return [...run.held.values()].flatMap((held) => {
    const closed = closedIn(held);
    const open = held.events.find(
      (event) =>
        event.type === 'subscriptionOpened' &&
        event.messageName === name &&
        event.correlationKey === correlationKey &&
        !closed.has(event.subscriptionKey),
    );
    return open?.type === 'subscriptionOpened' ? [{ held, subscriptionKey: open.subscriptionKey }] : [];
  });
}

async function waitingInDatabase(run: Run, { name, correlationKey }: Message): Promise<Receiver[]> {
  const { rows } = await run.tx.client.query<{ key: Key; instance_key: Key }>({
    name: 'find-subscriptions',
    text: `select distinct on (i.process_id) s.key, s.instance_key
             from subscription s join process_instance_live i on i.key = s.instance_key
            where s.message_name = $1 and s.correlation_key = $2 and i.state = 'active'
            order by i.process_id, s.key`,
    values: [name, correlationKey],
  });
  const receivers: Receiver[] = [];
  for (const row of rows) {
    const held = await hold(run, row.instance_key);
    if (!closedIn(held).has(row.key)) receivers.push({ held, subscriptionKey: row.key });
  }
  return receivers;
}

function closedIn(held: HeldInstance): Set<Key> {
  return new Set(
    held.events.flatMap((event) => (event.type === 'subscriptionClosed' ? [event.subscriptionKey] : [])),
  );
}

/** @returns null when a message with this id was published before */
async function store(run: Run, message: Message, correlated: boolean): Promise<Key | null> {
  await run.keys.reserve(run.tx.client, 1);
  const messageKey = run.keys.next();
  const { rowCount } = await run.tx.client.query({
    name: 'store-message',
    text: `insert into message (key, name, correlation_key, variables, published_at, expires_at, message_id, correlated_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (name, correlation_key, message_id) do nothing`,
    values: [
      messageKey,
      message.name,
      message.correlationKey,
      JSON.stringify(message.variables),
      run.now,
      new Date(run.now.getTime() + (message.ttlMilliseconds ?? HOUR)),
      message.messageId ?? null,
      correlated ? run.now : null,
    ],
  });
  return rowCount === 1 ? messageKey : null;
}

/** Several messages may begin one process: two of them with one key, at once, begin one instance. */
async function excludeStarts({ tx }: Run, { name, correlationKey }: Message): Promise<void> {
  if (correlationKey === '') return;
  await tx.client.query({
    name: 'exclude-starts',
    text: `select pg_advisory_xact_lock(hashtextextended('start ' || s.process_id || ' ' || $2, 0))
             from (select distinct process_id from start_message where message_name = $1 order by process_id) s`,
    values: [name, correlationKey],
  });
}

async function exclude(run: Run, name: string, correlationKey: string): Promise<void> {
  await run.tx.client.query({
    name: 'exclude-message',
    text: 'select pg_advisory_xact_lock(hashtextextended($1, 0))',
    values: [JSON.stringify([name, correlationKey])],
  });
}
