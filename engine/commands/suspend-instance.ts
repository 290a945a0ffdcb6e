import type { Key } from '../core/keys.ts';
import type { Actor } from '../policy/actor.ts';
import type { Services } from '../services.ts';
import { execute } from './execute.ts';
import { fire } from './execution/fire.ts';
import { holdTree } from './execution/instance-tree.ts';
import { noteOperation } from './execution/note-operation.ts';
import { tellOfPause } from './execution/pause-case.ts';

/**
 * Lets an instance stand still, and what it has called: no task of it can be done, no timer fires, messages and signals
 * wait. Who may is for the caller to check.
 */
export function suspendInstance(
  services: Services,
  actor: Actor,
  { instanceKey, reason }: { instanceKey: Key; reason: string },
): Promise<void> {
  return execute(services, actor, async (run) => {
    const tree = await holdTree(run, instanceKey);
    for (const held of tree) {
      if (held.instance.state === 'active' || held === tree[0]) await fire(run, held, { type: 'suspend' });
    }
    await noteOperation(run, tree[0]!, {
      action: 'suspendInstance',
      kind: 'suspend',
      text: reason,
      detail: { reason },
      visibleToApplicant: true,
    });
    tellOfPause(run, tree, {
      title: (name) => `您的“${name}”暂停办理`,
      body: reason === '' ? '恢复后会接着办。' : `原因：${reason}。恢复后会接着办。`,
    });
  });
}
