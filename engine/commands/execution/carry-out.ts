import type { Binding } from '../../core/binding.ts';
import type { Effect } from '../../core/effects.ts';
import { isFailure } from '../../core/failure.ts';
import type { Key } from '../../core/keys.ts';
import type { Trigger } from '../../core/trigger.ts';
import { boundDefinition, newestDefinition, type Definition } from '../../store/definitions.ts';
import type { HeldInstance } from '../../store/instances.ts';
import { evaluateDecisionIn, type CalledDecision } from './decide.ts';
import type { NextStep } from './fire.ts';
import { publish } from './messages.ts';
import { hold, holdNew, type Run } from './run.ts';
import { putOff } from './later.ts';
import { broadcast } from './signals.ts';

/** Turns what a step asked of other instances into the steps those take, in the same transaction. */
export async function carryOut(run: Run, held: HeldInstance, effect: Effect): Promise<NextStep[]> {
  switch (effect.type) {
    case 'callProcess':
      return [await call(run, held, effect)];
    case 'makeDecision':
      return [await decide(run, held, effect)];
    case 'goOnLater':
      await putOff(run, held, effect.elementInstanceKey);
      return [];
    case 'cancelCalled':
      return cancelCalled(run, held, effect.elementInstanceKey);
    case 'returnToCaller':
      return [
        next(await hold(run, effect.instanceKey), {
          type: 'calledProcessEnded',
          elementInstanceKey: effect.elementInstanceKey,
          variables: effect.variables,
        }),
      ];
    case 'throwToCaller':
      return [
        next(await hold(run, effect.instanceKey), {
          type: 'calledProcessError',
          elementInstanceKey: effect.elementInstanceKey,
          errorCode: effect.errorCode,
          variables: effect.variables,
        }),
      ];
    case 'escalateToCaller':
      return [
        next(await hold(run, effect.instanceKey), {
          type: 'calledProcessEscalated',
          elementInstanceKey: effect.elementInstanceKey,
          escalationCode: effect.escalationCode,
          variables: effect.variables,
        }),
      ];
    case 'broadcastSignal':
      await broadcast(run, effect.signalName, effect.variables);
      return [];
    case 'publishMessage':
      return (
        await publish(run, {
          name: effect.messageName,
          correlationKey: effect.correlationKey,
          variables: effect.variables,
        })
      ).steps;
  }
}

async function call(
  run: Run,
  held: HeldInstance,
  { processId, binding, elementInstanceKey, variables }: Extract<Effect, { type: 'callProcess' }>,
): Promise<NextStep> {
  const definition = await calledDefinition(run, held, processId, binding);
  if (!definition) {
    const tagged = binding.versionTag === null ? '' : `（版本标签“${binding.versionTag}”）`;
    const message = `要调用的流程“${processId}”${tagged}没有部署，请部署后重试。`;
    return next(held, { type: 'calledProcessFailed', elementInstanceKey, message });
  }
  const called = await holdNew(run, {
    definition,
    businessKey: held.instance.businessKey,
    caller: { held, elementInstanceKey },
  });
  return next(called, { type: 'start', variables });
}

function calledDefinition(
  { services, tx }: Run,
  { definition }: HeldInstance,
  processId: string,
  { type, versionTag }: Binding,
): Promise<Definition | null> {
  if (type === 'latest') return newestDefinition(services.pool, tx.client, processId);
  const bound =
    type === 'versionTag' ? { versionTag: versionTag! } : { deploymentKey: definition.deploymentKey };
  return boundDefinition(services.pool, tx.client, processId, bound);
}

async function decide(
  run: Run,
  held: HeldInstance,
  effect: Extract<Effect, { type: 'makeDecision' }>,
): Promise<NextStep> {
  const { elementInstanceKey, elementId, decisionId, binding, variables } = effect;
  const { type, versionTag } = binding;
  const called: CalledDecision = {
    decisionId,
    binding: type,
    deploymentKey: held.definition.deploymentKey,
    ...(versionTag === null ? {} : { versionTag }),
  };
  const made = await evaluateDecisionIn(run, called, variables, {
    instanceKey: held.instance.key,
    elementId,
    elementInstanceKey,
  });
  return next(
    held,
    isFailure(made)
      ? { type: 'decisionFailed', elementInstanceKey, message: made.message }
      : { type: 'decisionMade', elementInstanceKey, result: made.result },
  );
}

async function cancelCalled(run: Run, held: HeldInstance, elementInstanceKey: Key): Promise<NextStep[]> {
  const { rows } = await run.tx.client.query<{ key: Key }>({
    name: 'find-called',
    text: `select key from process_instance_live
            where parent_key = $1 and parent_element_key = $2 and state in ('active', 'suspended')`,
    values: [held.instance.key, elementInstanceKey],
  });
  const madeHere = [...run.held.values()].filter(
    (other) => !other.stored && other.instance.caller?.elementInstanceKey === elementInstanceKey,
  );
  const called = await Promise.all(rows.map(({ key }) => hold(run, key)));
  return [...called, ...madeHere].map((child) => next(child, { type: 'cancel' }));
}

function next(held: HeldInstance, trigger: Trigger): NextStep {
  return { held, trigger: () => Promise.resolve(trigger) };
}
