import { beforeAll } from 'vitest';
import { startCase, type CaseStarted } from '../../engine/commands/start-case.ts';
import type { TestDatabase } from './database.ts';
import { deployAid } from './aid-service.ts';
import { plantDistrict, type District } from './district.ts';
import { openTasks, type OpenTaskRow } from './engine-rows.ts';
import { createTestServices, type TestServices } from './services.ts';

/** The aid service deployed in a small district: what tests of commands start from. Read its fields inside tests. */
export interface CaseDesk {
  readonly services: TestServices;
  readonly people: District;
  /** A new case of the member, at its first task. */
  open(): Promise<CaseStarted & { task: OpenTaskRow }>;
}

export function useCaseDesk(database: TestDatabase): CaseDesk {
  let services: TestServices;
  let people: District;
  beforeAll(async () => {
    services = await createTestServices(database);
    people = await plantDistrict(database.db);
    await services.policy.reload();
    await deployAid(services);
  });
  return {
    get services() {
      return services;
    },
    get people() {
      return people;
    },
    async open() {
      const started = await startCase(services, people.member, { processId: 'aid', data: { amount: 1800 } });
      const [task] = await openTasks(services, started.instanceKey);
      return { ...started, task: task! };
    },
  };
}
