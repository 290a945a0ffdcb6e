import { afterAll, beforeAll } from 'vitest';
import { activateJobs, type ActivateJobs, type ActivatedJob } from '../../engine/commands/activate-jobs.ts';
import { PostgresChangeFeed } from '../../engine/http/live/change-feed.ts';
import { createLog } from '../../engine/log.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import type { Services } from '../../engine/services.ts';
import type { TestDatabase } from './database.ts';

/** A node's ear for new jobs, on the test file's database. Read inside tests. */
export function useBell(database: TestDatabase): { readonly feed: PostgresChangeFeed } {
  let feed: PostgresChangeFeed;
  beforeAll(async () => {
    feed = new PostgresChangeFeed(
      database.url,
      createLog('silent', () => undefined),
    );
    await feed.open();
  });
  afterAll(() => feed.close());
  return {
    get feed() {
      return feed;
    },
  };
}

/** Fetches jobs as a worker of that name does: five minutes each, without waiting. */
export function fetchJobs(
  services: Services,
  bell: { feed: PostgresChangeFeed },
  jobType: string,
  more: Partial<ActivateJobs> = {},
  gone?: AbortSignal,
): Promise<ActivatedJob[]> {
  const wanted = {
    jobType,
    worker: 'worker',
    atMost: 10,
    timeoutMilliseconds: 300_000,
    waitMilliseconds: 0,
    ...more,
  };
  return activateJobs(services, systemActor, wanted, bell.feed, gone);
}
