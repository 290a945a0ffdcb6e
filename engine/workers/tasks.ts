import { completeOverdueTasks } from '../commands/complete-overdue-tasks.ts';
import { deliverSignals } from '../commands/deliver-signals.ts';
import { fireDueTimers } from '../commands/fire-due-timers.ts';
import { raiseDueWarnings } from '../commands/raise-due-warnings.ts';
import { sendOutbox } from '../commands/send-outbox.ts';
import { takeLaterSteps } from '../commands/take-later-steps.ts';
import type { Services } from '../services.ts';
import { prepareHistoryPartitions } from '../store/history-partitions.ts';

/** A background task: does what is due by the services' clock. Two nodes doing it at once do no harm. */
export interface BackgroundTask {
  name: string;
  /** Cron line: when it runs at the latest. Timers and the outbox are woken earlier. */
  cron: string;
  run(services: Services): Promise<unknown>;
}

export const backgroundTasks: BackgroundTask[] = [
  { name: 'fire-due-timers', cron: '* * * * *', run: fireAll },
  { name: 'raise-due-warnings', cron: '* * * * *', run: raiseDueWarnings },
  { name: 'complete-overdue-tasks', cron: '* * * * *', run: answerForTheSilent },
  { name: 'send-outbox', cron: '* * * * *', run: sendOutbox },
  { name: 'deliver-signals', cron: '* * * * *', run: deliverAll },
  { name: 'take-later-steps', cron: '* * * * *', run: goOn },
  { name: 'tidy-up', cron: '17 3 * * *', run: tidyUp },
];

/** A timer whose step threw is tried again with the next sweep; the others are fired all the same. */
async function fireAll(services: Services): Promise<void> {
  const { failed } = await fireDueTimers(services);
  if (failed[0]) {
    throw new Error(
      `${failed.length} timers could not fire; ${failed[0].timerKey}: ${failed[0].error.message}`,
    );
  }
}

/** As with timers: one that threw waits for the next sweep. */
async function deliverAll(services: Services): Promise<void> {
  const { failed } = await deliverSignals(services);
  if (failed[0]) {
    throw new Error(
      `${failed.length} signals could not be delivered; ${failed[0].deliveryKey}: ${failed[0].error.message}`,
    );
  }
}

async function answerForTheSilent(services: Services): Promise<void> {
  const { failed } = await completeOverdueTasks(services);
  if (failed[0])
    throw new Error(
      `${failed.length} tasks could not be completed; ${failed[0].taskKey}: ${failed[0].error.message}`,
    );
}

async function goOn(services: Services): Promise<void> {
  const { failed } = await takeLaterSteps(services);
  if (failed[0])
    throw new Error(
      `${failed.length} steps could not be taken; ${failed[0].key}: ${failed[0].error.message}`,
    );
}

/** Partitions for the months to come; messages nobody waited for. */
async function tidyUp({ pool, clock }: Services): Promise<void> {
  const now = clock.now();
  await prepareHistoryPartitions(pool, now);
  await pool.query(`delete from message where expires_at < $1::timestamptz - interval '30 days'`, [now]);
}
