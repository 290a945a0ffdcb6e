import { Logger, makeWorkerUtils, parseCronItems, run, type TaskList } from 'graphile-worker';
import pg from 'pg';
import type { Services } from '../services.ts';
import { surviveBrokenConnections } from '../store/database.ts';
import { backgroundTasks, type BackgroundTask } from './tasks.ts';
import { Wake } from './wake.ts';

/** What `/healthz` tells of this node's background work. */
export interface WorkerState {
  running: boolean;
  /** By task: when it last went well, and what went wrong since. */
  tasks: Record<string, { lastDoneAt: string | null; lastError: string | null }>;
}

export interface Workers {
  /** Waits for what is being done, then lets go of everything. */
  stop(): Promise<void>;
  state(): WorkerState;
}

/** graphile-worker's own connections: one to listen, one for each job at a time, one to add jobs. */
const CONNECTIONS = 4;
const CONCURRENCY = 2;

/**
 * Starts the background work of this node. Every node may: graphile-worker hands each round of a task to one of them,
 * and the tasks themselves are safe against meeting each other.
 */
export async function startWorkers(services: Services): Promise<Workers> {
  const url = connectionString(services.pool);
  const state: WorkerState = { running: true, tasks: {} };
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS });
  surviveBrokenConnections(pool);
  const logger = new Logger(() => () => undefined);
  const runner = await run({
    pgPool: pool,
    taskList: taskList(services, state),
    parsedCronItems: parseCronItems(backgroundTasks.map(toCronItem)),
    concurrency: CONCURRENCY,
    noHandleSignals: true,
    logger,
  });
  const utils = await makeWorkerUtils({ pgPool: pool, logger });
  const wake = new Wake(services, url, async (task) => {
    // one waiting round is enough, however many nodes ask for it
    await utils.addJob(task, {}, { jobKey: task, maxAttempts: 1 });
  });
  await wake.start();
  await utils.addJob('raise-due-warnings', {}, { jobKey: 'raise-due-warnings', maxAttempts: 1 });
  await utils.addJob('send-outbox', {}, { jobKey: 'send-outbox', maxAttempts: 1 });
  void runner.promise.then(
    () => (state.running = false),
    () => (state.running = false),
  );
  return {
    state: () => structuredClone(state),
    async stop() {
      await wake.stop();
      await runner.stop();
      await utils.release();
      await pool.end();
      state.running = false;
    },
  };
}

function taskList(services: Services, state: WorkerState): TaskList {
  return Object.fromEntries(
    backgroundTasks.map((task) => {
      const own = (state.tasks[task.name] = {
        lastDoneAt: null as string | null,
        lastError: null as string | null,
      });
      const work = async () => {
        try {
          await task.run(services);
          own.lastDoneAt = services.clock.now().toISOString();
          own.lastError = null;
        } catch (error) {
          own.lastError = (error as Error).message;
          throw error;
        }
      };
      return [task.name, work];
    }),
  );
}

function toCronItem({ name, cron }: BackgroundTask) {
  return { task: name, match: cron, identifier: name, options: { maxAttempts: 1, backfillPeriod: 0 } };
}

/** The workers listen on connections of their own: they would hold the commands' for ever. */
function connectionString({ options }: pg.Pool): string {
  const url = (options as { connectionString?: string }).connectionString;
  if (!url) throw new Error('Expected a pool that was opened with a connection string, but it was not.');
  return url;
}
