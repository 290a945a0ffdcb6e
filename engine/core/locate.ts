import { fail, type Failure } from './failure.ts';
import type { ElementInstance, Instance, Wait } from './instance.ts';
import type { Key } from './keys.ts';
import type { Trigger } from './trigger.ts';

export interface Located {
  holder: Key;
  /** The element whose behaviour goes on. */
  elementId: string;
  wait?: Wait;
}

/** Finds who waits for a trigger. Nobody: it came too late, and the answer says which kind of thing is gone. */
export function locate(instance: Instance, trigger: Trigger): Located | Failure {
  switch (trigger.type) {
    case 'userTaskCompleted':
    case 'userTaskChanging':
      return (
        byData(instance, 'userTaskKey', trigger.userTaskKey) ?? gone('task_not_found', trigger.userTaskKey)
      );
    case 'jobCompleted':
    case 'jobFailed':
    case 'jobErrorThrown':
      return byData(instance, 'jobKey', trigger.jobKey) ?? gone('job_not_found', trigger.jobKey);
    case 'timerFired':
      return byWait(instance, trigger.timerKey) ?? gone('timer_not_found', trigger.timerKey);
    case 'messageCorrelated':
    case 'signalReceived':
      return (
        byWait(instance, trigger.subscriptionKey) ?? gone('subscription_not_found', trigger.subscriptionKey)
      );
    case 'calledProcessEnded':
    case 'calledProcessError':
    case 'calledProcessEscalated':
    case 'calledProcessFailed': {
      const caller = instance.elements[trigger.elementInstanceKey];
      return caller?.data.calling === true ? at(caller) : gone('call_not_found', trigger.elementInstanceKey);
    }
    case 'decisionMade':
    case 'decisionFailed': {
      const asker = instance.elements[trigger.elementInstanceKey];
      return asker?.data.deciding === true
        ? at(asker)
        : gone('decision_not_asked', trigger.elementInstanceKey);
    }
    case 'later':
    case 'sentBack':
    case 'roundAdded':
    case 'roundRemoved':
    case 'elementsActivated': {
      const found = instance.elements[trigger.elementInstanceKey];
      return found ? at(found) : gone('element_instance_not_found', trigger.elementInstanceKey);
    }
    default:
      return fail('trigger_unknown', `Expected a trigger of this engine, but got ${trigger.type}.`);
  }
}

function byData(instance: Instance, field: 'userTaskKey' | 'jobKey', key: Key): Located | null {
  for (const element of Object.values(instance.elements)) if (element.data[field] === key) return at(element);
  return null;
}

function byWait(instance: Instance, key: Key): Located | null {
  for (const { key: holder, waits } of Object.values(instance.elements)) {
    const wait = waits.find((one) => one.key === key);
    if (wait) return { holder, elementId: wait.elementId, wait };
  }
  return null;
}

function at({ key, elementId }: ElementInstance): Located {
  return { holder: key, elementId };
}

function gone(code: string, key: Key): Failure {
  return fail(code, `Expected ${key} to be waited for, but nothing waits for it any more.`, key);
}
