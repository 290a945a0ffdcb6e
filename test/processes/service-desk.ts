import { beforeAll, expect } from 'vitest';
import { completeTask } from '../../engine/commands/complete-task.ts';
import { deployFolder } from '../../engine/commands/deploy-folder.ts';
import { fireDueTimers } from '../../engine/commands/fire-due-timers.ts';
import { returnTask } from '../../engine/commands/return-task.ts';
import { startCase } from '../../engine/commands/start-case.ts';
import type { JsonObject } from '../../engine/core/keys.ts';
import type { AccountActor, Actor, MemberActor } from '../../engine/policy/actor.ts';
import type { TestDatabase } from '../support/database.ts';
import { BRANCH, plantDistrict, type District } from '../support/district.ts';
import { openTasks, type OpenTaskRow } from '../support/engine-rows.ts';
import { createTestServices, type TestServices } from '../support/services.ts';

/** The services as they are shipped, deployed in a small district. Read its fields inside tests. */
export interface ServiceDesk {
  readonly services: TestServices;
  readonly people: District;
  /** A member of the branch nobody else's test touches. */
  member(more?: Record<string, unknown>): Promise<MemberActor>;
  apply(processId: string, member: MemberActor, data: JsonObject): Promise<ServiceCase>;
}

export function useServiceDesk(database: TestDatabase): ServiceDesk {
  let services: TestServices;
  let people: District;
  let planted = 500;
  beforeAll(async () => {
    services = await createTestServices(database);
    people = await plantDistrict(database.db);
    await services.policy.reload();
    await deployFolder(services, { processes: 'processes', forms: 'forms' });
  });
  return {
    get services() {
      return services;
    },
    get people() {
      return people;
    },
    async member(more = {}) {
      planted += 1;
      const [row] = await database
        .db('member')
        .insert({
          card_no: `00${planted}`,
          member_no: `${BRANCH}00${planted}`,
          name: '赵立新',
          sex: '男',
          birth_date: '1985-02-03',
          join_date: '2010-07-01',
          kind: '正式',
          id_no_sealed: 'sealed',
          id_no_hash: `hash-${planted}`,
          id_no_masked: '320802********1234',
          phone: '13900001234',
          org_code: BRANCH,
          ...more,
        })
        .returning('id');
      return { ...people.member, id: `member:${row.id}`, memberId: row.id, displayName: '赵立新' };
    },
    async apply(processId, member, data) {
      const started = await startCase(services, member, { processId, data });
      return new ServiceCase(services, started.instanceKey, started.caseNumber);
    },
  };
}

/** One case on its way. */
export class ServiceCase {
  readonly #services: TestServices;

  constructor(
    services: TestServices,
    readonly instanceKey: string,
    readonly number: string,
  ) {
    this.#services = services;
  }

  async tasks(): Promise<OpenTaskRow[]> {
    return openTasks(this.#services, this.instanceKey);
  }

  /** Element ids of what is open, in the order of the alphabet. */
  async open(): Promise<string[]> {
    return (await this.tasks()).map((task) => task.element_id).sort();
  }

  async task(elementId: string): Promise<OpenTaskRow> {
    const tasks = await this.tasks();
    const task = tasks.find((one) => one.element_id === elementId);
    expect(task, `open tasks: ${tasks.map((one) => one.element_id).join(', ')}`).toBeDefined();
    return task!;
  }

  /** Completes a task as somebody who has it in his inbox. */
  async work(elementId: string, actor: Actor, data: JsonObject = {}): Promise<void> {
    const task = await this.task(elementId);
    await completeTask(this.#services, actor, { taskKey: task.key, data });
    await this.#expectNoIncident();
  }

  /** Completes the task of that element that is the actor's unit's: several rounds of it may be open. */
  async workAs(elementId: string, actor: AccountActor, data: JsonObject): Promise<void> {
    const tasks = await this.tasks();
    const task = tasks.find((one) => one.element_id === elementId && one.units.includes(actor.orgCode));
    await completeTask(this.#services, actor, { taskKey: task!.key, data });
    await this.#expectNoIncident();
  }

  /** The faults the form of a task is refused for: field → message. */
  async faults(elementId: string, actor: Actor, data: JsonObject): Promise<Record<string, string>> {
    const task = await this.task(elementId);
    const refused = await completeTask(this.#services, actor, { taskKey: task.key, data }).then(
      () => null,
      (problem: { details?: { fields?: { field: string; message: string }[] } }) => problem,
    );
    expect(refused, 'the form was accepted').not.toBeNull();
    return Object.fromEntries((refused!.details?.fields ?? []).map((fault) => [fault.field, fault.message]));
  }

  async giveBack(elementId: string, actor: Actor, reason: string): Promise<void> {
    await returnTask(this.#services, actor, { taskKey: (await this.task(elementId)).key, reason });
  }

  /** Sets the clock and lets everything happen that is due then. */
  async until(instant: string): Promise<void> {
    this.#services.clock.pin(instant);
    // what a timer leads to may be due as well
    while ((await fireDueTimers(this.#services)).done > 0);
    await this.#expectNoIncident();
  }

  async file(): Promise<{
    status: string;
    outcome: string | null;
    outcome_name: string | null;
    summary: string;
    id: string;
    hidden_from: string[];
  }> {
    return this.#services.db('case_file').where({ number: this.number }).first();
  }

  async papers(): Promise<
    { title: string; html: string; template: string; visible_to_applicant: boolean }[]
  > {
    const { id } = await this.file();
    return this.#services.db('case_document').where({ case_id: id }).orderBy('id');
  }

  async #expectNoIncident(): Promise<void> {
    const incidents = await this.#services
      .db('incident')
      .where({ instance_key: this.instanceKey, resolved_at: null })
      .select('element_id', 'message');
    expect(incidents).toEqual([]);
  }
}

/** What stands on a paper, without its layout. */
export function textOf(html: string): string {
  return html
    .slice(html.indexOf('<body>'))
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
}
