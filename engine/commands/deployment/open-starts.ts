import type { Key } from '../../core/keys.ts';
import type { Model } from '../../core/model.ts';
import { startMessages, startSignals, startTimers } from '../../core/timers.ts';
import { createProblem } from '../../errors.ts';
import { envOf } from '../execution/env.ts';
import type { Deployment } from './context.ts';

const neverDue = createProblem('invalid_process', 422, '定时开始事件的时间永远不会到来，请改正后再部署。');

/**
 * Timer, message and signal start events listen for the newest version only.
 * @throws `invalid_process` when a timer's time cannot be read or never comes
 */
export async function openStarts(
  { tx, now, services }: Deployment,
  model: Model,
  definitionKey: Key,
): Promise<void> {
  const { processId } = model;
  for (const table of ['start_timer', 'start_message', 'start_signal']) {
    await tx.client.query(`delete from ${table} where process_id = $1`, [processId]);
  }
  for (const { elementId, due } of startTimers(model, envOf(services, now), now)) {
    if (!due) throw neverDue(undefined, { elementId });
    await tx.client.query(
      `insert into start_timer (process_id, element_id, definition_key, due_at, repeats)
       values ($1, $2, $3, $4, $5)`,
      [processId, elementId, definitionKey, due.at, due.repeats],
    );
  }
  for (const { elementId, messageName } of startMessages(model)) {
    await tx.client.query(
      'insert into start_message (process_id, element_id, definition_key, message_name) values ($1, $2, $3, $4)',
      [processId, elementId, definitionKey, messageName],
    );
  }
  for (const { elementId, signalName } of startSignals(model)) {
    await tx.client.query(
      'insert into start_signal (process_id, element_id, definition_key, signal_name) values ($1, $2, $3, $4)',
      [processId, elementId, definitionKey, signalName],
    );
  }
}
