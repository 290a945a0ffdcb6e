import type { JsonObject, Key } from '../core/keys.ts';
import { elementOf } from '../core/model.ts';
import { createProblem } from '../errors.ts';
import type { Actor } from '../policy/actor.ts';
import { refusalWords } from '../registers/operations/fault-words.ts';
import type { Services } from '../services.ts';
import { execute } from './execute.ts';
import { attempt, problemOf } from './execution/fire.ts';
import { noteOperation } from './execution/note-operation.ts';
import { hold } from './execution/run.ts';

const cannotActivate = createProblem('cannot_activate', 422, '现在不能启动所选的事项，请刷新后重新选择。');

export interface ActivateElements {
  instanceKey: Key;
  /** The ad-hoc sub-process. */
  elementInstanceKey: Key;
  elements: { elementId: string; variables: JsonObject }[];
  /** Ends what is active in it first. */
  cancelRemaining?: boolean;
}

/**
 * Begins elements of an ad-hoc sub-process that somebody has chosen. Who may is for the caller to check.
 * @throws `cannot_activate` (422) with `reason` and `expected`
 */
export function activateElements(services: Services, actor: Actor, input: ActivateElements): Promise<void> {
  const { instanceKey, ...chosen } = input;
  return execute(services, actor, async (run) => {
    const held = await hold(run, instanceKey);
    const failure = await attempt(run, held, { type: 'elementsActivated', ...chosen });
    if (failure?.code === 'instance_ended' || failure?.code === 'instance_suspended')
      throw problemOf(failure);
    if (failure)
      throw cannotActivate(refusalWords(failure.code), { reason: failure.code, expected: failure.message });
    const elements = chosen.elements.map(({ elementId }) => elementId);
    await noteOperation(run, held, {
      action: 'activateElements',
      kind: 'activate',
      text: elements.map((id) => `“${elementOf(held.definition.model, id).name || id}”`).join('、'),
      detail: { elements },
    });
  });
}
