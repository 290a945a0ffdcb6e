import type { Instance } from '../../engine/core/instance.ts';
import type { JsonObject, Key } from '../../engine/core/keys.ts';
import type { Trigger } from '../../engine/core/trigger.ts';
import type { Atlas } from './reference/atlas.ts';
import type { OpenItems } from './see-world.ts';
import type { Stimulus } from './stimulus.ts';
import { numbers } from './tree/expressions.ts';

/** The instances there are, as far as one has to know to do something with them. */
export interface Instances {
  instances: ReadonlyMap<Key, Pick<Instance, 'key' | 'elements'>>;
}

/** Something that may be done next: as the reference takes it, and as the engine does. */
export interface Option {
  instanceKey: Key;
  stimulus: Stimulus;
  trigger: Trigger;
  /** Timers: they fire when they are due. */
  dueAt?: number;
}

/** Chooses from a list of numbers; when they are used up, always the first there is. */
export class Chooser {
  private used = 0;

  constructor(private readonly choices: number[]) {}

  get exhausted(): boolean {
    return this.used >= this.choices.length;
  }

  next(below: number): number {
    const choice = this.choices[this.used] ?? 0;
    this.used += 1;
    return choice % below;
  }

  /** What somebody fills in. */
  variables(): JsonObject {
    const choice = this.next(36);
    return choice < 12 ? {} : { [numbers[choice % 4]!]: Math.floor(choice / 4) % 4 };
  }
}

/** Everything the outside can do, what brings a process on first. */
export function optionsOf(world: Instances, items: OpenItems, atlas: Atlas, chooser: Chooser): Option[] {
  const variables = chooser.variables();
  const options: Option[] = [];
  for (const { key, userTaskKey, instanceKey } of items.tasks) {
    options.push({
      instanceKey,
      stimulus: { does: 'complete task', key, variables },
      trigger: { type: 'userTaskCompleted', userTaskKey, variables },
    });
  }
  const jobs = items.jobs.filter(({ stopped }) => !stopped);
  for (const { key, jobKey, instanceKey } of jobs) {
    options.push({
      instanceKey,
      stimulus: { does: 'complete job', key, variables },
      trigger: { type: 'jobCompleted', jobKey, variables },
    });
  }
  options.push(...happenings(items, variables), ...chosenElements(world, atlas, chooser));
  for (const { key, jobKey, instanceKey } of jobs) {
    for (const code of ['E1', 'E2']) {
      options.push({
        instanceKey,
        stimulus: { does: 'throw error', key, code, variables },
        trigger: { type: 'jobErrorThrown', jobKey, errorCode: code, message: '办不了', variables },
      });
    }
    options.push({
      instanceKey,
      stimulus: { does: 'fail job', key },
      trigger: { type: 'jobFailed', jobKey, message: '没有办成' },
    });
  }
  for (const { key, incidentKey, code, instanceKey } of items.incidents) {
    const goesOn = code === 'job_failed' && chooser.next(2) === 1;
    options.push({
      instanceKey,
      stimulus: { does: 'resolve', key, code, variables, goesOn },
      trigger: { type: 'incidentResolved', incidentKey, variables, jobGoesOn: goesOn },
    });
  }
  return [...options, setting(world, variables, chooser)];
}

/** Variables changed from outside, in any scope that is there. */
function setting(world: Instances, variables: JsonObject, chooser: Chooser): Option {
  const scopes = [...world.instances.values()].flatMap(({ key: instanceKey, elements }) =>
    Object.keys(elements).map((key) => ({ instanceKey, key })),
  );
  const { instanceKey, key } = scopes[chooser.next(scopes.length)]!;
  const local = chooser.next(2) === 1;
  return {
    instanceKey,
    stimulus: { does: 'set variables', key, variables, local },
    trigger: { type: 'variablesChanged', scopeKey: key, variables, local },
  };
}

function happenings(items: OpenItems, variables: JsonObject): Option[] {
  return items.waits.flatMap(({ key, at, on, waitKey, instanceKey, dueAt }): Option[] => {
    const stimulus = { does: 'happen' as const, key, at, variables };
    switch (on) {
      case 'timer':
        return [
          {
            instanceKey,
            stimulus: { ...stimulus, on, variables: {} },
            trigger: { type: 'timerFired', timerKey: waitKey },
            dueAt,
          },
        ];
      case 'message':
        return [
          {
            instanceKey,
            stimulus: { ...stimulus, on },
            trigger: { type: 'messageCorrelated', subscriptionKey: waitKey, variables },
          },
        ];
      case 'signal':
        return [
          {
            instanceKey,
            stimulus: { ...stimulus, on },
            trigger: { type: 'signalReceived', subscriptionKey: waitKey, variables },
          },
        ];
      default:
        return [];
    }
  });
}

/** At work at once in one ad-hoc sub-process. */
const MOST_CHOSEN = 4;

/** What may be chosen in ad-hoc sub-processes that are there; loops around them take no choice. */
function chosenElements(world: Instances, atlas: Atlas, chooser: Chooser): Option[] {
  return [...world.instances.values()].flatMap(({ key: instanceKey, elements }) =>
    Object.values(elements).flatMap(({ key, elementId, loop }) => {
      const spot = atlas.at(elementId);
      if (spot.is !== 'activity' || spot.activity.work.do !== 'adHoc' || loop) return [];
      if (Object.values(elements).filter(({ parentKey }) => parentKey === key).length >= MOST_CHOSEN)
        return [];
      const heads = spot.activity.work.flows.map((flow) => flow[0]!.id);
      const first = chooser.next(heads.length * 2);
      const ids = first < heads.length ? [heads[first]!] : [heads[first - heads.length]!, heads[0]!];
      const chosen = ids.map((elementId) => ({ elementId, variables: { 选择: first } }));
      const cancelRemaining = chooser.next(8) === 7;
      return [
        {
          instanceKey,
          stimulus: { does: 'choose' as const, key, elements: chosen, cancelRemaining },
          trigger: {
            type: 'elementsActivated' as const,
            elementInstanceKey: key,
            elements: chosen,
            cancelRemaining,
          },
        },
      ];
    }),
  );
}
