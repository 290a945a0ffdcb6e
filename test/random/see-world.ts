import type { Event } from '../../engine/core/events.ts';
import type { Instance } from '../../engine/core/instance.ts';
import type { JsonObject, Key } from '../../engine/core/keys.ts';
import type { Heard } from './reference/accept.ts';
import { canonical, jobLine, sorted, waitLine, type SeenWait, type View } from './reference/view.ts';
import type { World } from './world.ts';

/** An open wait, with the key that what happens names. */
export interface OpenWait extends SeenWait {
  waitKey: Key;
  instanceKey: Key;
}

/** What a world says is open: read off its events, as rows of the database are. */
export interface OpenItems {
  tasks: { key: Key; userTaskKey: Key; given: JsonObject; instanceKey: Key }[];
  /** `stopped`: nobody works on it until its incident is resolved. */
  jobs: {
    key: Key;
    jobKey: Key;
    listener: string | null;
    stopped: boolean;
    given: JsonObject;
    instanceKey: Key;
  }[];
  waits: OpenWait[];
  incidents: { key: Key; incidentKey: Key; code: string; jobKey: Key | null; instanceKey: Key }[];
}

type Opened = Map<Key, { instanceKey: Key; event: Event }>;

export function openItems(world: World): OpenItems {
  const open: Opened = new Map();
  for (const { instanceKey, event } of world.events) {
    const opens = openedBy(event);
    if (opens !== null) open.set(opens, { instanceKey, event });
    const closes = closedBy(event);
    if (closes !== null) open.delete(closes);
  }
  const items: OpenItems = { tasks: [], jobs: [], waits: conditions(world), incidents: [] };
  for (const { instanceKey, event } of open.values()) addTo(items, instanceKey, event);
  for (const job of items.jobs) job.stopped = items.incidents.some(({ jobKey }) => jobKey === job.jobKey);
  return items;
}

function openedBy(event: Event): Key | null {
  switch (event.type) {
    case 'userTaskCreated':
      return event.userTaskKey;
    case 'jobCreated':
      return event.jobKey;
    case 'timerCreated':
      return event.timerKey;
    case 'subscriptionOpened':
    case 'signalAwaited':
      return event.subscriptionKey;
    case 'incidentRaised':
      return event.incidentKey;
    default:
      return null;
  }
}

function closedBy(event: Event): Key | null {
  switch (event.type) {
    case 'userTaskCompleted':
    case 'userTaskCancelled':
      return event.userTaskKey;
    case 'jobCompleted':
    case 'jobCancelled':
      return event.jobKey;
    case 'timerFired':
    case 'timerCancelled':
      return event.timerKey;
    case 'subscriptionClosed':
    case 'signalUnawaited':
      return event.subscriptionKey;
    case 'incidentResolved':
      return event.incidentKey;
    default:
      return null;
  }
}

function addTo(items: OpenItems, instanceKey: Key, event: Event): void {
  switch (event.type) {
    case 'userTaskCreated':
      {
        const { elementInstanceKey: key, userTaskKey, variables: given } = event;
        items.tasks.push({ key, userTaskKey, given, instanceKey });
      }
      break;
    case 'jobCreated': {
      const { elementInstanceKey: key, jobKey, listenerEvent: listener, variables: given } = event;
      items.jobs.push({ key, jobKey, listener, stopped: false, given, instanceKey });
      break;
    }
    case 'incidentRaised': {
      const { elementInstanceKey: key, incidentKey, code, jobKey = null } = event;
      items.incidents.push({ key, incidentKey, code, jobKey, instanceKey });
      break;
    }
    case 'timerCreated': {
      const { elementInstanceKey: key, elementId: at, timerKey: waitKey } = event;
      items.waits.push({ key, at, on: 'timer', dueAt: Date.parse(event.dueAt), waitKey, instanceKey });
      break;
    }
    case 'subscriptionOpened': {
      const { elementInstanceKey: key, elementId: at, subscriptionKey: waitKey } = event;
      const { messageName: name, correlationKey } = event;
      items.waits.push({ key, at, on: 'message', name, correlationKey, waitKey, instanceKey });
      break;
    }
    case 'signalAwaited': {
      const { elementInstanceKey: key, elementId: at, subscriptionKey: waitKey } = event;
      items.waits.push({ key, at, on: 'signal', name: event.signalName, waitKey, instanceKey });
    }
  }
}

/** Conditions are waited for by nobody but the instance itself. */
function conditions(world: World): OpenWait[] {
  return [...world.instances.values()].flatMap(({ key: instanceKey, elements }) =>
    Object.values(elements).flatMap(({ key, waits }) =>
      waits
        .filter(({ type }) => type === 'conditional')
        .map(({ key: waitKey, elementId: at }) => ({ key, at, on: 'condition', waitKey, instanceKey })),
    ),
  );
}

/** @param effectsFrom how many effects the world had before the last stimulus */
export function seeWorld(world: World, items: OpenItems, effectsFrom: number): View {
  const instances = [...world.instances.values()];
  const jobs = items.jobs.filter(({ stopped }) => !stopped);
  return sorted({
    elements: instances.flatMap(({ elements }) =>
      Object.values(elements).map(({ key, elementId, parentKey, variables }) => ({
        key,
        at: elementId,
        in: parentKey,
        variables,
      })),
    ),
    tasks: items.tasks.map(({ key }) => key),
    jobs: jobs.map(({ key, listener }) => jobLine(key, listener)),
    given: [...items.tasks, ...jobs].map(({ key, given }) => `${key} ${canonical(given)}`),
    waits: items.waits.map(waitLine),
    incidents: items.incidents.map(({ key, code }) => `${key} ${code}`),
    ended: instances.flatMap(({ key, state }) => (isOver(state) ? [`${key} ${state}`] : [])),
    results: world.events.flatMap(({ instanceKey, event }) =>
      event.type === 'instanceCompleted' ? [`${instanceKey} ${canonical(event.variables)}`] : [],
    ),
    sent: world.effects.slice(effectsFrom).flatMap((effect) => {
      if (effect.type === 'publishMessage') {
        const { messageName: name, correlationKey, variables } = effect;
        return [canonical({ sends: 'message', name, correlationKey, variables })];
      }
      if (effect.type !== 'broadcastSignal') return [];
      const { signalName: name, variables } = effect;
      return [canonical({ sends: 'signal', name, variables })];
    }),
  });
}

function isOver(state: Instance['state']): boolean {
  return state === 'completed' || state === 'cancelled';
}

export function heardFrom(events: { event: Event }[]): Heard[] {
  return events.flatMap(({ event }): Heard[] => {
    switch (event.type) {
      case 'elementActivated':
        return [{ type: 'begins', key: event.elementInstanceKey, at: event.elementId, in: event.parentKey }];
      case 'elementCompleted':
        return [{ type: 'ends', key: event.elementInstanceKey }];
      case 'elementTerminated':
        return [{ type: 'ended', key: event.elementInstanceKey }];
      case 'incidentRaised':
        return [{ type: 'fails', key: event.elementInstanceKey, code: event.code }];
      default:
        return [];
    }
  });
}

/** What must hold of any instance at any time, whatever its process does. */
export function checkWorld(world: World, items: OpenItems): void {
  for (const instance of world.instances.values()) {
    const own = <T extends { instanceKey: Key }>(all: T[]) =>
      all.filter(({ instanceKey }) => instanceKey === instance.key);
    const elements = Object.values(instance.elements);
    const waits = elements.flatMap((one) => one.waits.map(({ key }) => key));
    same(
      'waits',
      waits,
      own(items.waits).map(({ waitKey }) => waitKey),
    );
    same(
      'incidents',
      Object.keys(instance.incidents),
      own(items.incidents).map(({ incidentKey }) => incidentKey),
    );
    const tasks = elements.flatMap(({ data }) => (data.userTaskKey ? [data.userTaskKey as Key] : []));
    same(
      'tasks',
      tasks,
      own(items.tasks).map(({ userTaskKey }) => userTaskKey),
    );
    const jobs = elements.flatMap(({ data }) => (data.jobKey ? [data.jobKey as Key] : []));
    same(
      'jobs',
      jobs,
      own(items.jobs).map(({ jobKey }) => jobKey),
    );
    same('element instances', Object.keys(instance.elements), alive(world, instance.key));
    const ended = isOver(instance.state);
    const left = [elements, Object.keys(instance.joins), instance.compensations ?? []].flat();
    if (ended && left.length > 0)
      throw new Error(`something is left of ${instance.key}: ${JSON.stringify(left)}`);
  }
}

function alive(world: World, instanceKey: Key): Key[] {
  const keys = new Set<Key>();
  const over = new Set<Key>();
  for (const { instanceKey: other, event } of world.events) {
    if (other !== instanceKey) continue;
    if (event.type === 'elementActivated') {
      if (keys.has(event.elementInstanceKey)) throw new Error(`${event.elementInstanceKey} begins twice`);
      keys.add(event.elementInstanceKey);
    }
    if (event.type === 'elementCompleted' || event.type === 'elementTerminated') {
      if (over.has(event.elementInstanceKey) || !keys.has(event.elementInstanceKey))
        throw new Error(`${event.elementInstanceKey} ends without beginning, or twice`);
      over.add(event.elementInstanceKey);
    }
  }
  return [...keys].filter((key) => !over.has(key));
}

function same(what: string, stored: Key[], said: Key[]): void {
  const [a, b] = [stored.sort().join(), said.sort().join()];
  if (a !== b)
    throw new Error(`The ${what} an instance keeps are ${a || 'none'}, but its events say ${b || 'none'}.`);
}
