import type { Effect } from '../../engine/core/effects.ts';
import type { Env } from '../../engine/core/env.ts';
import type { Event } from '../../engine/core/events.ts';
import { isFailure, type Failure } from '../../engine/core/failure.ts';
import type { Instance } from '../../engine/core/instance.ts';
import type { Key } from '../../engine/core/keys.ts';
import type { Model } from '../../engine/core/model.ts';
import { migrate } from '../../engine/core/migrate.ts';
import { createInstance, step, type StepResult } from '../../engine/core/step.ts';
import type { Trigger } from '../../engine/core/trigger.ts';
import { decide } from './tree/random-decisions.ts';

/** Process instances that call each other, played in the memory: the engine's core with nothing around it. */
export class World {
  readonly instances = new Map<Key, Instance>();
  readonly events: { instanceKey: Key; event: Event }[] = [];
  readonly effects: Effect[] = [];
  now = new Date('2026-06-01T01:00:00Z');
  readonly rootKey: Key;
  /** Takes each step twice: the same instance, trigger and time must give the same. */
  stepsTwice = false;
  private lastKey = 1_000_000;

  constructor(
    private models: Map<string, Model>,
    rootId: string,
  ) {
    this.rootKey = this.create(rootId, null);
  }

  get root(): Instance {
    return this.instances.get(this.rootKey)!;
  }

  /** Takes a step, and those that follow from it in other instances. A refusal changes nothing. */
  fire(instanceKey: Key, trigger: Trigger): Failure | null {
    const first = this.step(instanceKey, trigger);
    if (isFailure(first)) return first;
    this.queueAll(this.follow(instanceKey, first));
    return null;
  }

  private queueAll(queue: { key: Key; trigger: Trigger }[]): void {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const effects = this.step(next.key, next.trigger);
      // what it was for may have ended in the step before
      if (!isFailure(effects)) queue.push(...this.follow(next.key, effects));
    }
  }

  /** Forgets everything that is not stored: instances are read from JSON, models read anew. */
  reload(models: Map<string, Model>): void {
    this.models = models;
    for (const [key, instance] of this.instances) {
      this.instances.set(key, JSON.parse(JSON.stringify(instance)) as Instance);
    }
  }

  /** Puts everything that runs on a version drawn the same; stays where something is being undone or a listener asked. */
  changeVersion(): void {
    for (const [key, instance] of this.instances) {
      if (instance.state !== 'active') continue;
      const model = this.modelOf(instance.processId);
      const mapping = Object.fromEntries(Object.keys(model.elements).map((id) => [id, id]));
      const plan = { mapping, timers: 'keep', subscriptions: 'keep' } as const;
      deepFreeze(instance);
      const result = migrate(model, model, instance, { plan, definitionKey: '2' }, this.env());
      if (!Array.isArray(result)) {
        this.queueAll(this.follow(key, this.become(key, result)));
        continue;
      }
      const wrong = result.filter(({ code }) => code !== 'undoing' && code !== 'listener_at_work');
      if (wrong.length > 0)
        throw new Error(`cannot go to a version drawn the same: ${JSON.stringify(wrong)}`);
    }
  }

  /** The instance that holds an element instance. */
  holderOf(elementKey: Key): Instance | undefined {
    return [...this.instances.values()].find((one) => Object.hasOwn(one.elements, elementKey));
  }

  private create(processId: string, caller: Instance['caller']): Key {
    const key = this.nextKey();
    const identity = { key, definitionKey: '1', businessKey: 'KN-2026-000001', caller };
    this.instances.set(key, createInstance(this.modelOf(processId), identity));
    return key;
  }

  private modelOf(processId: string): Model {
    const model = this.models.get(processId);
    if (!model) throw new Error(`Expected process '${processId}' to be drawn, but it is not.`);
    return model;
  }

  private step(key: Key, trigger: Trigger): Effect[] | Failure {
    const instance = this.instances.get(key)!;
    deepFreeze(instance);
    const before = this.lastKey;
    const result = step(this.modelOf(instance.processId), instance, trigger, this.env());
    if (this.stepsTwice) {
      this.lastKey = before;
      const again = step(this.modelOf(instance.processId), instance, trigger, this.env());
      if (JSON.stringify(again) !== JSON.stringify(result))
        throw new Error('the same step gives another result');
    }
    if (isFailure(result)) return result;
    return this.become(key, result);
  }

  private become(key: Key, result: StepResult): Effect[] {
    this.instances.set(key, result.instance);
    this.events.push(...result.events.map((event) => ({ instanceKey: key, event })));
    this.effects.push(...result.effects);
    return result.effects;
  }

  /** What the commands make of a step's effects (`engine/commands/execution/carry-out.ts`). */
  private follow(instanceKey: Key, effects: Effect[]): { key: Key; trigger: Trigger }[] {
    return effects.flatMap((effect): { key: Key; trigger: Trigger }[] => {
      switch (effect.type) {
        case 'callProcess': {
          const { elementInstanceKey, processId, variables } = effect;
          const key = this.create(processId, { instanceKey, elementInstanceKey });
          return [{ key, trigger: { type: 'start', variables } }];
        }
        case 'makeDecision':
          return [{ key: instanceKey, trigger: this.decide(effect) }];
        case 'cancelCalled': {
          const called = [...this.instances.values()].filter(
            ({ caller, state }) =>
              caller?.elementInstanceKey === effect.elementInstanceKey && state === 'active',
          );
          return called.map(({ key }) => ({ key, trigger: { type: 'cancel' } }));
        }
        case 'returnToCaller': {
          const { instanceKey: key, elementInstanceKey, variables } = effect;
          return [{ key, trigger: { type: 'calledProcessEnded', elementInstanceKey, variables } }];
        }
        case 'throwToCaller': {
          const { instanceKey: key, elementInstanceKey, errorCode, variables } = effect;
          return [{ key, trigger: { type: 'calledProcessError', elementInstanceKey, errorCode, variables } }];
        }
        case 'escalateToCaller': {
          const { instanceKey: key, elementInstanceKey, escalationCode, variables } = effect;
          return [
            {
              key,
              trigger: { type: 'calledProcessEscalated', elementInstanceKey, escalationCode, variables },
            },
          ];
        }
        default:
          return [];
      }
    });
  }

  private decide({
    elementInstanceKey,
    decisionId,
    variables,
  }: Extract<Effect, { type: 'makeDecision' }>): Trigger {
    const result = decide(decisionId, variables);
    return result === null
      ? { type: 'decisionFailed', elementInstanceKey, message: '暂时算不出来' }
      : { type: 'decisionMade', elementInstanceKey, result };
  }

  private env(): Env {
    return {
      now: this.now,
      nextKey: () => this.nextKey(),
      stepBudget: 1_000,
      dueAt: (term, from) => hoursLater(term, from),
      cronAfter: () => null,
    };
  }

  private nextKey(): Key {
    this.lastKey += 1;
    return String(this.lastKey);
  }
}

function hoursLater(term: string, from: Date): Date | null {
  const hours = /^PT(\d+)H$/.exec(term)?.[1];
  return hours === undefined ? null : new Date(from.getTime() + Number(hours) * 3_600_000);
}

/** Whoever changes what was handed to a step gets a TypeError. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
