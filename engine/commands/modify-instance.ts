import type { Key } from '../core/keys.ts';
import type { Modification } from '../core/modify.ts';
import { createProblem } from '../errors.ts';
import type { Actor } from '../policy/actor.ts';
import type { Services } from '../services.ts';
import { execute } from './execute.ts';
import { audit } from './execution/audit.ts';
import { attempt, problemOf } from './execution/fire.ts';
import { hold } from './execution/run.ts';

const cannotModify = createProblem('cannot_modify', 422, '不能这样调整这件事的办理位置，请刷新后重新选择。');

export interface ModifyInstance extends Modification {
  instanceKey: Key;
  reason: string;
}

/**
 * Moves the tokens of an instance by hand: begins elements, ends others. Who may is for the caller to check.
 * @throws `cannot_modify` (422) with `reason` and `expected`, and nothing has changed
 */
export function modifyInstance(services: Services, actor: Actor, input: ModifyInstance): Promise<void> {
  const { instanceKey, reason, ...modification } = input;
  return execute(services, actor, async (run) => {
    const held = await hold(run, instanceKey);
    const failure = await attempt(run, held, { type: 'modify', modification });
    if (failure?.code === 'instance_ended') throw problemOf(failure);
    if (failure) throw cannotModify(undefined, { reason: failure.code, expected: failure.message });
    audit(run, {
      action: 'modifyInstance',
      resource: 'case',
      resourceId: held.caseFile?.number ?? instanceKey,
      orgCode: held.caseFile?.orgCode ?? null,
      detail: {
        reason,
        activated: modification.activate.map(({ elementId }) => elementId),
        terminated: modification.terminate,
      },
    });
  });
}
