import { DateTime } from 'luxon';
import { claimTask } from '../commands/claim-task.ts';
import { commentCase } from '../commands/comment-case.ts';
import { completeTask } from '../commands/complete-task.ts';
import { fireDueTimers } from '../commands/fire-due-timers.ts';
import { raiseDueWarnings } from '../commands/raise-due-warnings.ts';
import { returnTask } from '../commands/return-task.ts';
import { startCase } from '../commands/start-case.ts';
import { urgeCase } from '../commands/urge-case.ts';
import { withdrawCase } from '../commands/withdraw-case.ts';
import type { Services } from '../services.ts';
import { PinnedClock } from '../store/clock.ts';
import type { OfficeDays } from './office-days.ts';
import type { People } from './people.ts';
import type { Move, Scene, Story } from './story.ts';

interface Cue {
  at: Date;
  story: Story;
  move: Move;
}

/** Plays stories against a clock in the past, move by move in the order of time, with the product's own commands. */
export class Stage {
  readonly #services: Services;
  readonly #clock: PinnedClock;
  readonly #cases = new Map<Story, { instanceKey: string; number: string }>();

  constructor(
    services: Services,
    private readonly people: People,
    private readonly days: OfficeDays,
  ) {
    this.#clock = new PinnedClock(services.clock.now());
    this.#services = { ...services, clock: this.#clock };
  }

  async play(stories: Story[], progress: (done: number, total: number) => void): Promise<void> {
    const cues = stories
      .flatMap((story) => story.moves.map((move): Cue => ({ at: this.#instant(move), story, move })))
      .toSorted((a, b) => a.at.getTime() - b.at.getTime());
    // warnings come in the night, before the office opens
    let night = DateTime.fromJSDate(cues[0]!.at, { zone: this.days.zone })
      .set({ hour: 0, minute: 5 })
      .toJSDate();
    for (const [i, cue] of cues.entries()) {
      for (; night < cue.at; night = new Date(night.getTime() + 86_400_000))
        await this.#passTime(night, true);
      await this.#passTime(cue.at, false);
      await this.#make(cue);
      if (i % Math.ceil(cues.length / 4) === 0) progress(i, cues.length);
    }
    const now = this.days.today.toJSDate();
    for (; night < now; night = new Date(night.getTime() + 86_400_000)) await this.#passTime(night, true);
  }

  /** What falls due by itself up to now: the last look, at the real time. */
  async catchUp(now: Date): Promise<void> {
    await this.#passTime(now, true);
  }

  #instant(move: Move): Date {
    return this.days.at(move.on, move.time).toJSDate();
  }

  async #passTime(now: Date, warnings: boolean): Promise<void> {
    this.#clock.pin(now);
    // what a timer leads to may be due as well
    for (;;) {
      const { done, failed } = await fireDueTimers(this.#services);
      if (failed[0]) throw failed[0].error;
      if (done === 0) break;
    }
    if (warnings) await raiseDueWarnings(this.#services);
  }

  async #make({ at, story, move }: Cue): Promise<void> {
    try {
      await this.#act(story, move);
    } catch (error) {
      const where = `${story.processId} ${story.member} ${move.kind} ${'task' in move ? move.task : ''} ${at.toISOString()}`;
      const details = JSON.stringify((error as { details?: unknown }).details ?? {});
      throw new Error(
        `Expected the demo's move to succeed (${where}), but: ${(error as Error).message} ${details}`,
        {
          cause: error,
        },
      );
    }
  }

  async #act(story: Story, move: Move): Promise<void> {
    const services = this.#services;
    const member = this.people.member(story.member);
    if (move.kind === 'submit') {
      const actor = move.through ? this.people.account(move.through) : member;
      const data = move.data(this.#scene(story));
      const memberId = move.through ? member.memberId : undefined;
      const started = await startCase(services, actor, { processId: story.processId, data, memberId });
      this.#cases.set(story, { instanceKey: started.instanceKey, number: started.caseNumber });
      return;
    }
    const { number, instanceKey } = this.#cases.get(story)!;
    if (move.kind === 'withdraw') return withdrawCase(services, member, { number, reason: move.reason });
    if (move.kind === 'urge') return urgeCase(services, member, number);
    const task = await this.#openTask(instanceKey, move.task, move.unit);
    const actor = task.unit ? this.people.unit(task.unit) : member;
    if (move.kind === 'claim') return claimTask(services, actor, { taskKey: task.key });
    if (move.kind === 'comment') {
      return void (await commentCase(services, actor, {
        number,
        text: move.text,
        visibleToApplicant: false,
      }));
    }
    if (move.kind === 'return') {
      return void (await returnTask(services, actor, { taskKey: task.key, reason: move.reason }));
    }
    await completeTask(services, actor, { taskKey: task.key, data: move.data(this.#scene(story)) });
  }

  #scene({ member }: Story): Scene {
    const now = this.#clock.now();
    return { ...this.people.branchOf(member), days: this.days, today: isoDay(now, this.days.zone) };
  }

  /** The open task of that element; `unit` where several are open. */
  async #openTask(instanceKey: string, element: string, unit?: string) {
    const { rows } = await this.#services.pool.query<{ key: string; unit: string | null }>(
      `select t.key, (select value from task_candidate k where k.task_key = t.key and k.kind = 'unit' limit 1) as unit
         from user_task t where t.instance_key = $1 and t.element_id = $2 and t.state = 'created' order by t.key`,
      [instanceKey, element],
    );
    const wanted = unit && this.people.code(unit);
    const found = rows.find((row) => !wanted || row.unit === wanted);
    if (!found) throw new Error(`${element} is not open`);
    return found;
  }
}

function isoDay(instant: Date, zone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(instant);
}
