import type { Failure } from '../core/failure.ts';
import type { Key } from '../core/keys.ts';
import { elementOf, type Model } from '../core/model.ts';
import type { Modification } from '../core/modify.ts';
import { createProblem, type Problem } from '../errors.ts';
import type { Actor } from '../policy/actor.ts';
import { refusalWords } from '../registers/operations/fault-words.ts';
import type { Services } from '../services.ts';
import { execute } from './execute.ts';
import { attempt, problemOf } from './execution/fire.ts';
import { noteOperation } from './execution/note-operation.ts';
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
    const ended = modification.terminate.flatMap((key) => held.instance.elements[key]?.elementId ?? []);
    const failure = await attempt(run, held, { type: 'modify', modification });
    if (failure?.code === 'instance_ended') throw problemOf(failure);
    if (failure) throw refusedModification(failure);
    await noteOperation(run, held, {
      action: 'modifyInstance',
      kind: 'modify',
      text: `${changeInWords(held.definition.model, modification, ended)}。原因：${reason}`,
      detail: {
        reason,
        activated: modification.activate.map(({ elementId }) => elementId),
        terminated: modification.terminate,
      },
    });
  });
}

/** @returns the problem to throw */
export function refusedModification({ code, message }: Failure): Problem {
  return cannotModify(refusalWords(code), { reason: code, expected: message });
}

/** 结束“支部受理”，从“党委审批”开始 */
function changeInWords(model: Model, { activate }: Modification, ended: string[]): string {
  const nameOf = (id: string) => `“${elementOf(model, id).name || id}”`;
  const [from, to] = [ended, activate.map(({ elementId }) => elementId)].map((ids) =>
    [...new Set(ids)].map(nameOf).join('、'),
  );
  return [...(from ? [`结束${from}`] : []), ...(to ? [`从${to}开始`] : [])].join('，');
}
