import type { Key } from '../core/keys.ts';
import type { Actor } from '../policy/actor.ts';
import type { Services } from '../services.ts';
import { execute } from './execute.ts';
import { fire, fireAll } from './execution/fire.ts';
import { holdTree } from './execution/instance-tree.ts';
import { noteOperation } from './execution/note-operation.ts';
import { tellOfPause } from './execution/pause-case.ts';
import { correlateWaiting } from './execution/messages.ts';

/**
 * Lets a suspended instance go on, and what it has called. Timers that have become due fire now, messages that were kept
 * meanwhile arrive. Who may is for the caller to check.
 */
export function resumeInstance(
  services: Services,
  actor: Actor,
  { instanceKey, reason = '' }: { instanceKey: Key; reason?: string },
): Promise<void> {
  return execute(services, actor, async (run) => {
    const tree = await holdTree(run, instanceKey);
    for (const held of tree) {
      if (held.instance.state === 'suspended' || held === tree[0]) await fire(run, held, { type: 'resume' });
    }
    for (const held of tree) await fireAll(run, await correlateWaiting(run, held));
    run.wakes.add('timers').add('signals');
    await noteOperation(run, tree[0]!, {
      action: 'resumeInstance',
      kind: 'resume',
      text: reason,
      ...(reason === '' ? {} : { detail: { reason } }),
      visibleToApplicant: true,
    });
    tellOfPause(run, tree, { title: (name) => `您的“${name}”已恢复办理`, body: '' });
  });
}
