import type { Key } from '../core/keys.ts';
import { createProblem } from '../errors.ts';
import type { Actor } from '../policy/actor.ts';
import type { Services } from '../services.ts';
import { execute } from './execute.ts';
import { fireAll } from './execution/fire.ts';
import { publish, type Message } from './execution/messages.ts';

export interface MessageCorrelated {
  messageKey: Key;
  /** Of those that received it, the first. */
  instanceKey: Key;
}

const notAwaited = createProblem('not_awaited', 404, '没有流程在等这个消息。');

/**
 * Brings a message to whoever waits for it now; it is not kept for anybody else.
 * @throws `not_awaited` (404) when nobody does, and nothing has happened
 */
export function correlateMessage(
  services: Services,
  actor: Actor,
  message: Pick<Message, 'name' | 'correlationKey' | 'variables'>,
): Promise<MessageCorrelated> {
  return execute(services, actor, async (run) => {
    const { messageKey, steps } = await publish(run, { ...message, ttlMilliseconds: 0 });
    const [first] = steps;
    if (!first) throw notAwaited();
    const instanceKey = first.held.instance.key;
    await fireAll(run, steps);
    // without an id of its own a message is always published
    return { messageKey: messageKey!, instanceKey };
  });
}
