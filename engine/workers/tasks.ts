import { completeOverdueTasks } from '../commands/complete-overdue-tasks.ts';
import { deliverSignals } from '../commands/deliver-signals.ts';
import { fileClosedInstances } from '../commands/file-closed-instances.ts';
import { fireDueTimers } from '../commands/fire-due-timers.ts';
import { raiseDueWarnings } from '../commands/raise-due-warnings.ts';
import { sendOutbox } from '../commands/send-outbox.ts';
import { takeLaterSteps } from '../commands/take-later-steps.ts';
import type { Swept } from '../commands/execution/sweep.ts';
import type { Services } from '../services.ts';

/** A background task: does what is due by the services' clock. Two nodes doing it at once do no harm. */
export interface BackgroundTask {
  name: string;
  /** Cron line: when it runs at the latest. Timers and the outbox are woken earlier. */
  cron: string;
  run(services: Services): Promise<unknown>;
}

export const backgroundTasks: BackgroundTask[] = [
  sweepEachMinute('fire-due-timers', fireDueTimers),
  { name: 'raise-due-warnings', cron: '* * * * *', run: raiseDueWarnings },
  sweepEachMinute('complete-overdue-tasks', completeOverdueTasks),
  { name: 'send-outbox', cron: '* * * * *', run: sendOutbox },
  sweepEachMinute('deliver-signals', deliverSignals),
  sweepEachMinute('take-later-steps', takeLaterSteps),
  { name: 'file-closed-instances', cron: '37 2 * * *', run: fileClosedInstances },
  { name: 'tidy-up', cron: '17 3 * * *', run: tidyUp },
];

/** What threw is tried again with the next sweep; the rest is done all the same. */
function sweepEachMinute(name: string, sweep: (services: Services) => Promise<Swept>): BackgroundTask {
  return {
    name,
    cron: '* * * * *',
    async run(services) {
      const { failed } = await sweep(services);
      if (!failed[0]) return;
      throw new Error(
        `${name}: ${failed.length} could not be done; ${failed[0].key}: ${failed[0].error.message}`,
      );
    },
  };
}

/** Messages nobody waited for. */
async function tidyUp({ pool, clock }: Services): Promise<void> {
  const now = clock.now();
  await pool.query(`delete from message where expires_at < $1::timestamptz - interval '30 days'`, [now]);
}
