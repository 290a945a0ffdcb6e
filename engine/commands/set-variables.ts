import type { JsonObject, Key } from '../core/keys.ts';
import { notFound } from '../errors.ts';
import type { Actor } from '../policy/actor.ts';
import type { Services } from '../services.ts';
import { execute } from './execute.ts';
import { audit } from './execution/audit.ts';
import { fire } from './execution/fire.ts';
import { hold } from './execution/run.ts';

export interface SetVariables {
  instanceKey: Key;
  /** The element instance in whose scope they are; the process itself unless given. */
  scopeKey?: Key;
  variables: JsonObject;
  /** True: in this very scope; false: wherever outwards each is declared. */
  local?: boolean;
}

/** Corrects variables of a running instance; conditions that become true happen. Who may is for the caller to check. */
export function setVariables(services: Services, actor: Actor, input: SetVariables): Promise<void> {
  const { instanceKey, scopeKey = instanceKey, variables, local = false } = input;
  return execute(services, actor, async (run) => {
    const held = await hold(run, instanceKey);
    if (!held.instance.elements[scopeKey]) throw notFound('没有找到这一步，可能已经办完。');
    await fire(run, held, { type: 'variablesChanged', scopeKey, variables, local });
    audit(run, {
      action: 'setVariables',
      resource: 'case',
      resourceId: held.caseFile?.number ?? instanceKey,
      orgCode: held.caseFile?.orgCode ?? null,
      detail: { names: Object.keys(variables) },
    });
  });
}
