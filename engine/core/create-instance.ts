import type { Instance } from './instance.ts';
import type { Key } from './keys.ts';
import type { Model } from './model.ts';

export interface InstanceIdentity {
  key: Key;
  definitionKey: Key;
  businessKey: string | null;
  caller: Instance['caller'];
}

/** An instance that has not taken its first step: the next thing it expects is the trigger `start`. */
export function createInstance(model: Model, identity: InstanceIdentity): Instance {
  return {
    ...identity,
    processId: model.processId,
    state: 'active',
    elements: {},
    joins: {},
    incidents: {},
  };
}
