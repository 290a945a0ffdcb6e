import { Cron } from 'croner';
import { DateTime, Duration } from 'luxon';
import { readBpmn } from '../../engine/bpmn/read.ts';
import type { Effect } from '../../engine/core/effects.ts';
import type { Env } from '../../engine/core/env.ts';
import type { Event } from '../../engine/core/events.ts';
import { isFailure, type Failure } from '../../engine/core/failure.ts';
import type { Instance } from '../../engine/core/instance.ts';
import type { JsonObject } from '../../engine/core/keys.ts';
import type { Model } from '../../engine/core/model.ts';
import { createInstance, step } from '../../engine/core/step.ts';
import type { Trigger } from '../../engine/core/trigger.ts';
import type { ProcessBuilder } from './process.ts';

/** One instance played by hand: each trigger is one step, and what it said is kept. No database, no clock. */
export class Play {
  events: Event[] = [];
  effects: Effect[] = [];
  /** Events of the last step only. */
  last: Event[] = [];
  now = new Date('2026-06-01T01:00:00Z');
  stepBudget = 1_000;

  constructor(
    readonly model: Model,
    public instance: Instance,
    private nextKey = 1_000_000,
  ) {}

  /** Takes a step that must succeed. */
  trigger(trigger: Trigger): this {
    const failure = this.attempt(trigger);
    if (failure) throw new Error(`${failure.code}: ${failure.message}`);
    return this;
  }

  attempt(trigger: Trigger): Failure | null {
    deepFreeze(this.instance);
    const result = step(this.model, this.instance, trigger, this.env());
    if (isFailure(result)) return result;
    // as the store does: an instance is plain JSON or it is lost
    this.instance = JSON.parse(JSON.stringify(result.instance)) as Instance;
    this.last = result.events;
    this.events.push(...result.events);
    this.effects.push(...result.effects);
    return null;
  }

  start(variables: JsonObject = {}, startElementId?: string): this {
    return this.trigger({ type: 'start', variables, startElementId });
  }

  /** Completes the oldest open user task of that element. */
  complete(elementId: string, variables: JsonObject = {}): this {
    const { userTaskKey } = this.openTask(elementId);
    return this.trigger({ type: 'userTaskCompleted', userTaskKey, variables });
  }

  finishJob(elementId: string, variables: JsonObject = {}): this {
    return this.trigger({ type: 'jobCompleted', jobKey: this.openJob(elementId).jobKey, variables });
  }

  fire(elementId: string): this {
    return this.trigger({ type: 'timerFired', timerKey: this.openTimer(elementId).timerKey });
  }

  correlate(elementId: string, variables: JsonObject = {}): this {
    const { subscriptionKey } = this.openSubscription(elementId);
    return this.trigger({ type: 'messageCorrelated', subscriptionKey, variables });
  }

  receive(elementId: string, variables: JsonObject = {}): this {
    const { subscriptionKey } = this.openSignal(elementId);
    return this.trigger({ type: 'signalReceived', subscriptionKey, variables });
  }

  /** Chooses elements of the ad-hoc sub-process. */
  choose(elementId: string, ...chosen: string[]): this {
    const adHoc = Object.values(this.instance.elements).find((one) => one.elementId === elementId);
    const elements = chosen.map((id) => ({ elementId: id, variables: {} }));
    return this.trigger({ type: 'elementsActivated', elementInstanceKey: adHoc!.key, elements });
  }

  resolve(variables?: JsonObject): this {
    const incidentKey = Object.keys(this.instance.incidents)[0]!;
    return this.trigger({ type: 'incidentResolved', incidentKey, variables });
  }

  openTask(elementId: string) {
    return this.required(
      this.openTasks().find((one) => one.elementId === elementId),
      `user task ${elementId}`,
    );
  }

  openTasks() {
    const ended = new Set(
      this.events.flatMap((one) =>
        one.type === 'userTaskCompleted' || one.type === 'userTaskCancelled' ? [one.userTaskKey] : [],
      ),
    );
    return this.all('userTaskCreated').filter((one) => !ended.has(one.userTaskKey));
  }

  openJob(elementId: string) {
    return this.required(
      this.openJobs().find((one) => one.elementId === elementId),
      `job ${elementId}`,
    );
  }

  openJobs() {
    const ended = new Set(
      this.events.flatMap((one) =>
        one.type === 'jobCompleted' || one.type === 'jobCancelled' ? [one.jobKey] : [],
      ),
    );
    return this.all('jobCreated').filter((one) => !ended.has(one.jobKey));
  }

  openTimer(elementId: string) {
    return this.required(
      this.openTimers().find((one) => one.elementId === elementId),
      `timer ${elementId}`,
    );
  }

  openTimers() {
    const ended = new Set(
      this.events.flatMap((one) =>
        one.type === 'timerFired' || one.type === 'timerCancelled' ? [one.timerKey] : [],
      ),
    );
    return this.all('timerCreated').filter((one) => !ended.has(one.timerKey));
  }

  openSubscription(elementId: string) {
    return this.required(
      this.openSubscriptions().find((one) => one.elementId === elementId),
      `subscription ${elementId}`,
    );
  }

  openSubscriptions() {
    const closed = new Set(this.all('subscriptionClosed').map((one) => one.subscriptionKey));
    return this.all('subscriptionOpened').filter((one) => !closed.has(one.subscriptionKey));
  }

  openSignal(elementId: string) {
    return this.required(
      this.openSignals().find((one) => one.elementId === elementId),
      `signal ${elementId}`,
    );
  }

  openSignals() {
    const closed = new Set(this.all('signalUnawaited').map((one) => one.subscriptionKey));
    return this.all('signalAwaited').filter((one) => !closed.has(one.subscriptionKey));
  }

  /** Ids of the elements whose user tasks are open. */
  tasks(): string[] {
    return this.openTasks().map(({ elementId }) => elementId);
  }

  /** Ids of the elements that completed, in order. */
  completed(): string[] {
    return this.all('elementCompleted').map(({ elementId }) => elementId);
  }

  terminated(): string[] {
    return this.all('elementTerminated').map(({ elementId }) => elementId);
  }

  incidents(): { elementId: string; code: string; message: string }[] {
    return Object.values(this.instance.incidents).map(({ elementInstanceKey, code, message }) => ({
      elementId: this.instance.elements[elementInstanceKey]!.elementId,
      code,
      message,
    }));
  }

  /** Variables of the process: of the living one, or what it ended with. */
  variables(): JsonObject {
    const root = this.instance.elements[this.instance.key];
    return root?.variables ?? this.all('instanceCompleted')[0]?.variables ?? {};
  }

  all<T extends Event['type']>(type: T): Extract<Event, { type: T }>[] {
    return this.events.filter((one): one is Extract<Event, { type: T }> => one.type === type);
  }

  env(): Env {
    return {
      now: this.now,
      nextKey: () => String(this.nextKey++),
      stepBudget: this.stepBudget,
      dueAt: (term, from) => dueAt(term, from),
      cronAfter: (cron, from) => new Cron(cron, { timezone: 'Asia/Shanghai', paused: true }).nextRun(from),
    };
  }

  private required<T>(found: T | undefined, what: string): T {
    if (!found) throw new Error(`Expected an open ${what}, but there is none.`);
    return found;
  }
}

/** Reads a drawing that must be executable, and readies an instance of it. */
export async function play(
  drawing: ProcessBuilder | string,
  caller: Instance['caller'] = null,
): Promise<Play> {
  const model = await modelOf(drawing);
  const identity = { key: '1', definitionKey: '2', businessKey: 'KN-2026-000001', caller };
  return new Play(model, createInstance(model, identity));
}

export async function modelOf(drawing: ProcessBuilder | string): Promise<Model> {
  const { processes, findings } = await readBpmn(typeof drawing === 'string' ? drawing : drawing.xml());
  if (!processes[0]) throw new Error(findings.map(({ messageEn }) => messageEn).join('\n'));
  return deepFreeze(processes[0]);
}

/** Every day works in these tests: `2WD` is two days. */
function dueAt(term: string, from: Date): Date | null {
  const days = /^(\d+)WD$/.exec(term)?.[1];
  const duration = days === undefined ? Duration.fromISO(term) : Duration.fromObject({ days: Number(days) });
  return duration.isValid
    ? DateTime.fromJSDate(from, { zone: 'Asia/Shanghai' }).plus(duration).toJSDate()
    : null;
}

/** Whoever changes what was handed to a step gets a TypeError. */
function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
