import { activateJobs, type JobBell } from '../../../engine/commands/activate-jobs.ts';
import { resumeInstance } from '../../../engine/commands/resume-instance.ts';
import { startProcess } from '../../../engine/commands/start-process.ts';
import { suspendInstance } from '../../../engine/commands/suspend-instance.ts';
import type { JsonObject, Key } from '../../../engine/core/keys.ts';
import { Problem } from '../../../engine/errors.ts';
import { systemActor } from '../../../engine/policy/system-actor.ts';
import type { Services } from '../../../engine/services.ts';
import { Chooser, optionsOf, type Option } from '../options.ts';
import type { Case, Played } from '../play-case.ts';
import { Allowed } from '../reference/accept.ts';
import { Atlas } from '../reference/atlas.ts';
import { Game } from '../reference/game.ts';
import { emptyState } from '../reference/state.ts';
import { canonical } from '../reference/view.ts';
import type { Stimulus } from '../stimulus.ts';
import { correlationVariable, numbers } from '../tree/expressions.ts';
import type { ProcessTree } from '../tree/tree.ts';
import { letWorkersWork, send, tooLate, type Command } from './commands.ts';
import { disturbances, onlyOnce, whileSuspended } from './disturbances.ts';
import { lateCommands } from './late-commands.ts';
import { planOf } from './plan.ts';
import {
  heardIn,
  openItemsIn,
  openJobsIn,
  readRows,
  seeDatabase,
  thrownIn,
  visibleIn,
  type Rows,
} from './see-database.ts';
import type { Stage } from './stage.ts';
import { TwoVersions } from './two-versions.ts';

const MOST_TURNS = 40;

/**
 * Plays a case through the real commands on the database, and beside it through the reference. After each command the rows
 * are read anew: they must be where the reference allows them to be, and break no rule that holds between two commands.
 */
export async function playInDatabase(stage: Stage, { tree, choices }: Case): Promise<Played> {
  await stage.clear();
  const player = new Player(stage, tree, new Chooser(choices));
  await player.start();
  let turns = 0;
  while (player.isActive && turns < MOST_TURNS) {
    turns += 1;
    if (!(await player.turn())) break;
  }
  if (player.isActive) await player.cancel();
  player.checkNothingLeft();
  return { turns, end: player.end, widest: player.widest };
}

class Player {
  widest = 1;
  private readonly atlas: Atlas;
  private readonly versions: TwoVersions;
  private allowed: Allowed;
  private rows!: Rows;
  private rootKey!: Key;
  private node: Services;
  /** Commands that were carried out. */
  private readonly sent: Command[] = [];
  /** By which activations workers have had each job. */
  private readonly fences = new Map<Key, number[]>();

  constructor(
    private readonly stage: Stage,
    private readonly tree: ProcessTree,
    private readonly chooser: Chooser,
  ) {
    this.node = stage.nodes[0]!;
    this.atlas = new Atlas(tree);
    this.versions = new TwoVersions(tree);
    this.allowed = new Allowed([new Game(this.atlas, emptyState)]);
  }

  get isActive(): boolean {
    return this.root.state === 'active';
  }

  get end(): Played['end'] {
    return this.root.state as Played['end'];
  }

  private get root() {
    return this.rows.instances.find(({ key }) => key === this.rootKey)!;
  }

  private get now(): Date {
    return this.stage.clock.now();
  }

  async start(): Promise<void> {
    const variables: JsonObject = { [correlationVariable]: 'K-1' };
    for (const name of numbers) variables[name] = this.chooser.next(4);
    await this.versions.deploy(this.node);
    const { instanceKey } = await startProcess(this.node, systemActor, {
      processId: this.tree.id,
      variables,
    });
    this.rootKey = instanceKey;
    await letWorkersWork(this.node);
    const stimulus: Stimulus = { does: 'start', variables };
    await this.compare('start', this.allowed.at(this.now).stimulate(stimulus, instanceKey)!, null);
  }

  async cancel(): Promise<void> {
    const command: Command = { does: 'cancel', instanceKey: this.rootKey };
    await this.do({ command, stimuli: [{ does: 'cancel' }] }, this.rootKey);
  }

  /** @returns false when the outside can do nothing */
  async turn(): Promise<boolean> {
    const disturbance = disturbances[this.chooser.next(disturbances.length)];
    if (disturbance === 'node') this.node = this.stage.nodes.find((one) => one !== this.node)!;
    if (disturbance === 'clock') this.stage.clock.advance(this.chooser.next(50) * 3_600_000);
    if (disturbance === 'fetch') await this.fetchJobs();
    if (disturbance === 'sent') await this.sendAgain(this.sent[this.chooser.next(this.sent.length || 1)]);
    if (disturbance === 'finished') await this.sendToFinished();
    if (disturbance === 'migrate' || disturbance === 'migrate and back')
      await this.changeVersion(disturbance === 'migrate and back');
    const option = this.choose();
    if (!option) return false;
    if (disturbance === 'suspend') {
      await this.standStill(option);
      return true;
    }
    const plan = planOf(option, this.rows, this.chooser, this.fences);
    if (option.dueAt !== undefined && option.dueAt > this.now.getTime())
      this.stage.clock.pin(new Date(option.dueAt));
    await this.do(plan(this.now), option.instanceKey, disturbance === 'at once');
    if (disturbance === 'twice') await this.sendAgain(this.sent.at(-1));
    if (disturbance === 'cancel' && this.isActive) await this.cancel();
    return true;
  }

  checkNothingLeft(): void {
    const { elements, tasks, jobs, waits, incidents } = seeDatabase(this.rows, new Set());
    const left = [elements, tasks, jobs, waits, incidents].flat();
    if (left.length > 0) throw new Error(`left over at the end: ${JSON.stringify(left)}`);
    for (const { key, state } of this.rows.instances)
      if (state === 'active') throw new Error(`${key} has not ended`);
  }

  private choose(): Option | undefined {
    const instances = new Map(this.rows.instances.map(({ key, data }) => [key, data]));
    const options = optionsOf({ instances }, openItemsIn(this.rows), this.atlas, this.chooser);
    return options[this.chooser.next(options.length || 1)];
  }

  /** @param stimuli one of them is what the command does; which, only the engine knows */
  private async do(
    { command, stimuli }: { command: Command; stimuli: Stimulus[] },
    instanceKey: Key,
    atOnce = false,
  ): Promise<void> {
    const said = JSON.stringify(command);
    const allowed = this.allowed.at(this.now).stimulateByOne(stimuli, instanceKey);
    const before = this.rows;
    if (!allowed) return this.mustBeRefused(command);
    const both = atOnce && onlyOnce.has(command.does);
    const refused = both ? await this.sendBoth(command) : await this.attempt(command);
    if (!both && refused) throw new Error(`${said} is refused (${refused.code})`);
    await this.compare(said, allowed, before);
    this.sent.push(command);
    if (!both) return;
    const code = tooLate(command, this.rows, this.now);
    if (refused?.code !== code)
      throw new Error(`${said} twice at once: one should be refused with ${code}, not ${refused?.code}`);
  }

  /** Two people do the same at the same time, on two nodes: one of them is refused. */
  private async sendBoth(command: Command): Promise<Problem | null> {
    const both = await Promise.all(this.stage.nodes.map((node) => this.attempt(command, node)));
    const refused = both.filter((one) => one !== null);
    if (refused.length !== 1)
      throw new Error(
        `${JSON.stringify(command)} twice at once: ${refused.length} are refused (${refused.map(({ code }) => code).join()})`,
      );
    return refused[0]!;
  }

  private async attempt(command: Command, node = this.node): Promise<Problem | null> {
    try {
      await send(node, command);
      return null;
    } catch (error) {
      if (error instanceof Problem) return error;
      throw new Error(`${JSON.stringify(command)} falls over: ${(error as Error).message}`, { cause: error });
    }
  }

  private async compare(said: string, allowed: Allowed, before: Rows | null): Promise<void> {
    const rows = await readRows(this.stage.watcher, this.rootKey);
    const sentBefore = new Set(before ? thrownIn(before).map(({ key }) => key) : []);
    try {
      this.allowed = allowed.follow(
        heardIn(rows, before?.history.at(-1)?.seq ?? 0),
        seeDatabase(rows, sentBefore),
      );
      await this.stage.checkInvariants();
    } catch (error) {
      throw new Error(`after ${said}: ${(error as Error).message}`, { cause: error });
    }
    this.rows = rows;
    this.widest = Math.max(this.widest, this.allowed.size);
  }

  /** What was done cannot be done again, and trying changes no row. */
  private async sendAgain(command: Command | undefined): Promise<void> {
    const code = command ? tooLate(command, this.rows, this.now) : null;
    if (command && code !== null) await this.mustNotHappen(command, code);
  }

  /** What the reference refuses. */
  private async mustBeRefused(command: Command): Promise<void> {
    const before = await this.stage.fingerprint();
    if (!(await this.attempt(command)))
      throw new Error(`${JSON.stringify(command)}: the engine takes what the reference refuses`);
    if ((await this.stage.fingerprint()) !== before)
      throw new Error(`${JSON.stringify(command)} was refused, but has changed rows`);
  }

  private async mustNotHappen(command: Command, code: string): Promise<void> {
    const before = await this.stage.fingerprint();
    const refused = await this.attempt(command);
    const said = JSON.stringify(command);
    if ((refused?.code ?? 'nothing happens') !== code)
      throw new Error(`${said} should be refused with ${code}, not ${refused?.code}`);
    if (refused && (refused.status < 400 || refused.status > 499 || refused.message === ''))
      throw new Error(`${said} is refused without a word: ${refused.status}`);
    const after = await this.stage.fingerprint();
    if (after !== before)
      throw new Error(`${said} was ${code}, but has changed rows:\n${differences(before, after)}`);
  }

  /** Whoever has an old list before him sends something that is too late. */
  private async sendToFinished(): Promise<void> {
    const late = lateCommands(this.rows, this.fences, this.chooser.variables()).flatMap((command) => {
      const code = tooLate(command, this.rows, this.now);
      return code === null ? [] : [{ command, code }];
    });
    const { command, code } = late[this.chooser.next(late.length)]!;
    await this.mustNotHappen(command, code);
  }

  /** A worker gets every job that is to be done and that nobody has, with what is visible there. */
  private async fetchJobs(): Promise<void> {
    const jobType = ['work', 'listen'][this.chooser.next(2)]!;
    const jobs = await activateJobs(
      this.node,
      systemActor,
      { jobType, worker: 'w', atMost: 100, timeoutMilliseconds: 3_600_000, waitMilliseconds: 0 },
      silent,
    );
    const due = openJobsIn(this.rows).filter(
      ({ type, availableAt }) => type === jobType && Date.parse(availableAt!) <= this.now.getTime(),
    );
    const fetched = jobs.map(({ key, variables }) => `${key} ${canonical(variables)}`);
    const expected = due.map(
      ({ key, elementKey }) => `${key} ${canonical(visibleIn(this.rows, elementKey))}`,
    );
    if (fetched.sort().join('\n') !== expected.sort().join('\n'))
      throw new Error(`a worker gets ${fetched.join()}, but there are ${expected.join()}`);
    for (const { key, fence } of jobs) this.fences.set(key, [...(this.fences.get(key) ?? []), fence]);
    await this.compare(`fetching ${jobType}`, this.allowed.quiet(), this.rows);
  }

  private async changeVersion(takeBack: boolean): Promise<void> {
    await this.versions.move(this.node, this.rows.instances, takeBack);
    await letWorkersWork(this.node);
    await this.compare('changing the version', this.allowed.at(this.now).quiet(), this.rows);
  }

  /** An instance that stands still takes nothing but changes of its variables, and does nothing until it goes on. */
  private async standStill(option: Option): Promise<void> {
    const before = this.rows;
    await suspendInstance(this.node, systemActor, { instanceKey: this.rootKey, reason: '' });
    const { command } = planOf(option, this.rows, this.chooser, this.fences)(this.now);
    const code = whileSuspended[command.does];
    if (code) await this.mustNotHappen(command, code);
    const variables = this.chooser.variables();
    await send(this.node, {
      does: 'set variables',
      instanceKey: this.rootKey,
      scopeKey: this.rootKey,
      variables,
      local: true,
    });
    const moved = heardIn(await readRows(this.stage.watcher, this.rootKey), before.history.at(-1)?.seq ?? 0);
    if (moved.length > 0) throw new Error(`a suspended instance moves: ${JSON.stringify(moved)}`);
    await this.stage.checkInvariants();
    await resumeInstance(this.node, systemActor, { instanceKey: this.rootKey });
    await letWorkersWork(this.node);
    const stimulus: Stimulus = { does: 'set variables', key: this.rootKey, variables, local: true };
    const allowed = this.allowed.at(this.now).stimulate(stimulus, this.rootKey)!;
    await this.compare(`standing still before ${JSON.stringify(command)}`, allowed, before);
  }
}

const silent: JobBell = { onJobs: () => () => undefined };

function differences(before: string, after: string): string {
  const known = new Set(before.split('\n'));
  return after
    .split('\n')
    .filter((line) => !known.has(line))
    .join('\n');
}
