import type { Key } from '../core/keys.ts';
import type { Actor } from '../policy/actor.ts';
import type { Services } from '../services.ts';
import { execute } from './execute.ts';
import { fireAll } from './execution/fire.ts';
import { publish, type Message } from './execution/messages.ts';

export interface MessagePublished {
  receivers: number;
  /** Null: an equal message with its id was published before, and nothing has happened. */
  messageKey: Key | null;
}

/** Brings a message to the instances that wait for it and the processes it starts, or keeps it for a while. */
export function publishMessage(
  services: Services,
  actor: Actor,
  message: Message,
): Promise<MessagePublished> {
  return execute(services, actor, async (run) => {
    const { messageKey, steps } = await publish(run, message);
    const receivers = steps.length;
    await fireAll(run, steps);
    return { receivers, messageKey };
  });
}
