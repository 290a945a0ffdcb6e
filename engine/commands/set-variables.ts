import type { JsonObject, Key } from '../core/keys.ts';
import { notFound } from '../errors.ts';
import type { Actor } from '../policy/actor.ts';
import type { Services } from '../services.ts';
import { execute } from './execute.ts';
import { fire } from './execution/fire.ts';
import { noteOperation } from './execution/note-operation.ts';
import { hold } from './execution/run.ts';

export interface SetVariables {
  instanceKey: Key;
  /** The element instance in whose scope they are; the process itself unless given. */
  scopeKey?: Key;
  variables: JsonObject;
  /** True: in this very scope; false: wherever outwards each is declared. */
  local?: boolean;
  reason?: string;
}

/** Corrects variables of a running instance; conditions that become true happen. Who may is for the caller to check. */
export function setVariables(services: Services, actor: Actor, input: SetVariables): Promise<void> {
  const { instanceKey, scopeKey = instanceKey, variables, local = false, reason } = input;
  return execute(services, actor, async (run) => {
    const held = await hold(run, instanceKey);
    if (!held.instance.elements[scopeKey]) throw notFound('没有找到这一步，可能已经办完。');
    await fire(run, held, { type: 'variablesChanged', scopeKey, variables, local });
    const names = Object.keys(variables);
    await noteOperation(run, held, {
      action: 'setVariables',
      kind: 'correct',
      // names only: values may be personal
      text: [names.join('、'), ...(reason ? [reason] : [])].join('：'),
      detail: { names, ...(reason ? { reason } : {}) },
    });
  });
}
