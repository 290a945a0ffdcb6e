import { readBpmn } from '../../engine/bpmn/read.ts';
import type { Model } from '../../engine/core/model.ts';
import type { Trigger } from '../../engine/core/trigger.ts';
import type { JsonObject, Key } from '../../engine/core/keys.ts';
import { Allowed } from './reference/accept.ts';
import { Atlas } from './reference/atlas.ts';
import { Game } from './reference/game.ts';
import { emptyState } from './reference/state.ts';
import { Chooser, optionsOf, type Option } from './options.ts';
import { checkWorld, heardFrom, openItems, seeWorld, type OpenItems } from './see-world.ts';
import { correlationVariable, numbers } from './tree/expressions.ts';
import { drawTree } from './tree/draw-tree.ts';
import type { Stimulus } from './stimulus.ts';
import type { ProcessTree } from './tree/tree.ts';
import { deepFreeze, World } from './world.ts';

/** A process and what is done to it; the same case always goes the same way. */
export interface Case {
  tree: ProcessTree;
  choices: number[];
}

export interface Played {
  turns: number;
  end: 'completed' | 'cancelled';
  /** Most states that were allowed at once. */
  widest: number;
}

const MOST_TURNS = 60;

/**
 * Plays a case through the engine's core, and beside it through the reference: after whatever the outside does, the
 * engine has to be where the reference allows it to be.
 */
export async function playCase({ tree, choices }: Case): Promise<Played> {
  const player = new Player(tree, new Chooser(choices), await readTree(tree));
  player.start();
  let turns = 0;
  while (player.isActive && turns < MOST_TURNS) {
    turns += 1;
    if (!(await player.turn())) break;
  }
  if (player.isActive) player.cancel();
  player.checkNothingLeft();
  return { turns, end: player.end, widest: player.widest };
}

async function readTree(tree: ProcessTree): Promise<Map<string, Model>> {
  const models = new Map<string, Model>();
  for (const drawing of drawTree(tree)) {
    const { processes, findings } = await readBpmn(drawing.xml());
    const [model] = processes;
    if (!model) throw new Error(`not deployable: ${findings.map(({ messageEn }) => messageEn).join(' ')}`);
    models.set(drawing.id, deepFreeze(model));
  }
  return models;
}

class Player {
  widest = 1;
  private readonly world: World;
  private readonly atlas: Atlas;
  private allowed: Allowed;
  private items: OpenItems = { tasks: [], jobs: [], waits: [], incidents: [] };
  /** Commands that were carried out. */
  private readonly spent: { instanceKey: Key; trigger: Trigger }[] = [];

  constructor(
    private readonly tree: ProcessTree,
    private readonly chooser: Chooser,
    models: Map<string, Model>,
  ) {
    this.atlas = new Atlas(tree);
    this.world = new World(models, tree.id);
    this.allowed = new Allowed([new Game(this.atlas, emptyState)]);
  }

  get isActive(): boolean {
    return this.world.root.state === 'active';
  }

  get end(): Played['end'] {
    return this.world.root.state as Played['end'];
  }

  start(): void {
    const variables: JsonObject = { [correlationVariable]: 'K-1' };
    for (const name of numbers) variables[name] = this.chooser.next(4);
    this.do({
      instanceKey: this.world.rootKey,
      stimulus: { does: 'start', variables },
      trigger: { type: 'start', variables },
    });
  }

  cancel(): void {
    this.do({
      instanceKey: this.world.rootKey,
      stimulus: { does: 'cancel' },
      trigger: { type: 'cancel' },
    });
  }

  /** @returns false when the outside can do nothing */
  async turn(): Promise<boolean> {
    const disturbance = disturbances[this.chooser.next(40)];
    if (disturbance === 'reload') this.world.reload(await readTree(this.tree));
    if (disturbance === 'clock') this.jump(this.chooser.next(50));
    if (disturbance === 'spent') this.repeatSpent();
    if (disturbance === 'wrong') this.sendWrong();
    if (disturbance === 'migrate') this.changeVersion();
    this.world.stepsTwice = disturbance === 'again';
    const options = optionsOf(this.world, this.items, this.atlas, this.chooser);
    if (options.length === 0) return false;
    const option = options[this.chooser.next(options.length)]!;
    if (disturbance === 'suspend') {
      this.standStill(option);
      return true;
    }
    this.do(option);
    if (disturbance === 'twice') this.repeat(this.spent.at(-1)!);
    if (disturbance === 'cancel' && this.isActive) this.cancel();
    return true;
  }

  checkNothingLeft(): void {
    const view = seeWorld(this.world, this.items, this.world.effects.length);
    const left = [view.elements, view.tasks, view.jobs, view.waits, view.incidents].flat();
    if (left.length > 0) throw new Error(`left over at the end: ${JSON.stringify(left)}`);
    for (const { key, state } of this.world.instances.values())
      if (state === 'active') throw new Error(`${key} has not ended`);
  }

  private do({ instanceKey, stimulus, trigger, dueAt }: Option): void {
    if (dueAt !== undefined) this.world.now = new Date(Math.max(dueAt, this.world.now.getTime()));
    const [events, effects] = [this.world.events.length, this.world.effects.length];
    const allowed = this.allowed.at(this.world.now).stimulate(stimulus, instanceKey);
    const refused = this.world.fire(instanceKey, trigger);
    if (allowed === null || refused) {
      const verdict = `the engine ${refused ? `refuses (${refused.code})` : 'takes'}`;
      if (allowed !== null || !refused)
        throw new Error(
          `${JSON.stringify(stimulus)}: ${verdict} what the reference ${allowed ? 'takes' : 'refuses'}`,
        );
      return;
    }
    this.compare(stimulus, allowed, events, effects);
    this.spent.push({ instanceKey, trigger });
  }

  private compare(stimulus: Stimulus | string, allowed: Allowed, events: number, effects: number): void {
    this.items = openItems(this.world);
    const seen = seeWorld(this.world, this.items, effects);
    try {
      this.allowed = allowed.follow([heardFrom(this.world.events.slice(events))], seen);
      checkWorld(this.world, this.items);
    } catch (error) {
      throw new Error(`after ${JSON.stringify(stimulus)}: ${(error as Error).message}`, { cause: error });
    }
    this.widest = Math.max(this.widest, this.allowed.size);
  }

  private changeVersion(): void {
    const [events, effects] = [this.world.events.length, this.world.effects.length];
    this.world.changeVersion();
    this.compare('changing the version', this.allowed.at(this.world.now).quiet(), events, effects);
  }

  private jump(hours: number): void {
    this.world.now = new Date(this.world.now.getTime() + hours * 3_600_000);
  }

  private repeatSpent(): void {
    const spent = this.spent[this.chooser.next(this.spent.length)];
    if (spent) this.repeat(spent);
  }

  /** What was done cannot be done again, and trying changes nothing. */
  private repeat({ instanceKey, trigger }: { instanceKey: Key; trigger: Trigger }): void {
    const { state } = this.world.instances.get(instanceKey)!;
    const ended = state === 'completed' || state === 'cancelled';
    const waiting =
      'subscriptionKey' in trigger &&
      this.items.waits.some(({ waitKey }) => waitKey === trigger.subscriptionKey);
    // choosing an element again is no repetition, and some events may happen as often as they like
    const repeatable = ['elementsActivated', 'variablesChanged', 'jobFailed'].includes(trigger.type);
    if (waiting || (repeatable && !ended)) return;
    const code = ended ? 'instance_ended' : refusals[trigger.type];
    const refused = this.mustRefuse(instanceKey, trigger);
    if (refused !== code)
      throw new Error(`${JSON.stringify(trigger)} should be refused with ${code}, not ${refused}`);
  }

  /** Commands that name something that is there, but is not what they are for. */
  private sendWrong(): void {
    const all = [...this.world.instances.values()].flatMap(({ key: instanceKey, elements }) =>
      Object.values(elements).map((one) => ({ instanceKey, ...one })),
    );
    const { instanceKey, key, elementId, loop } = all[this.chooser.next(all.length)]!;
    const spot = this.atlas.at(elementId);
    const adHoc = spot.is === 'activity' && spot.activity.work.do === 'adHoc' ? spot.activity.work : null;
    // only the body of a loop cannot begin what is drawn inside
    const inside = adHoc && loop ? adHoc.flows[0]![0]!.id : this.tree.body.startId;
    const elements = [{ elementId: adHoc ? inside : elementId, variables: {} }];
    const wrong: Trigger[] = [
      { type: 'elementsActivated', elementInstanceKey: key, elements },
      { type: 'userTaskCompleted', userTaskKey: key, variables: {} },
      { type: 'jobCompleted', jobKey: key, variables: {} },
      { type: 'timerFired', timerKey: key },
      { type: 'messageCorrelated', subscriptionKey: key, variables: {} },
      { type: 'calledProcessEnded', elementInstanceKey: instanceKey, variables: {} },
      { type: 'decisionMade', elementInstanceKey: instanceKey, result: 1 },
      { type: 'incidentResolved', incidentKey: key },
      { type: 'start', variables: {} },
      { type: 'resume' },
    ];
    this.mustRefuse(instanceKey, wrong[this.chooser.next(wrong.length)]!);
  }

  private mustRefuse(instanceKey: Key, trigger: Trigger): string {
    const before = [...this.world.instances.values()];
    const refused = this.world.fire(instanceKey, trigger);
    if (!refused) throw new Error(`${JSON.stringify(trigger)} should be refused, but is carried out`);
    if ([...this.world.instances.values()].some((one, index) => one !== before[index]))
      throw new Error(`${JSON.stringify(trigger)} was refused, but has changed something`);
    return refused.code;
  }

  /** An instance that stands still takes nothing but changes of its variables, and does nothing until it goes on. */
  private standStill({ instanceKey, trigger }: Option): void {
    const [events, effects] = [this.world.events.length, this.world.effects.length];
    this.mustTake(instanceKey, { type: 'suspend' });
    if (trigger.type !== 'variablesChanged') {
      const refused = this.world.fire(instanceKey, trigger);
      if (refused?.code !== 'instance_suspended')
        throw new Error(`${trigger.type} reaches a suspended instance`);
    }
    const variables = this.chooser.variables();
    const stimulus: Stimulus = { does: 'set variables', key: instanceKey, variables, local: true };
    this.mustTake(instanceKey, { type: 'variablesChanged', scopeKey: instanceKey, variables, local: true });
    const moved = heardFrom(this.world.events.slice(events));
    if (moved.length > 0) throw new Error(`a suspended instance moves: ${JSON.stringify(moved)}`);
    this.mustTake(instanceKey, { type: 'resume' });
    this.compare(stimulus, this.allowed.stimulate(stimulus, instanceKey)!, events, effects);
  }

  private mustTake(instanceKey: Key, trigger: Trigger): void {
    const refused = this.world.fire(instanceKey, trigger);
    if (refused) throw new Error(`${trigger.type} is refused: ${refused.code}`);
  }
}

/** What may happen in a turn besides what somebody does; mostly nothing. */
const disturbances = [
  ...Array<undefined>(26).fill(undefined),
  'migrate',
  'migrate',
  'reload',
  'reload',
  'twice',
  'twice',
  'twice',
  'spent',
  'spent',
  'clock',
  'wrong',
  'again',
  'suspend',
  'cancel',
] as const;

const refusals: Partial<Record<Trigger['type'], string>> = {
  start: 'already_started',
  userTaskCompleted: 'task_not_found',
  jobCompleted: 'job_not_found',
  jobFailed: 'job_not_found',
  jobErrorThrown: 'job_not_found',
  timerFired: 'timer_not_found',
  messageCorrelated: 'subscription_not_found',
  signalReceived: 'subscription_not_found',
  incidentResolved: 'incident_not_found',
  elementsActivated: 'element_instance_not_found',
};
