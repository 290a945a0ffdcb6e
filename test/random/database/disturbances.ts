import type { Command } from './commands.ts';

/** What may happen in a turn besides what somebody does. */
export const disturbances = [
  ...Array<undefined>(14).fill(undefined),
  'migrate',
  'migrate and back',
  'node',
  'node',
  'twice',
  'twice',
  'twice',
  'sent',
  'sent',
  'clock',
  'clock',
  'finished',
  'finished',
  'finished',
  'at once',
  'at once',
  'fetch',
  'fetch',
  'suspend',
  'cancel',
] as const;

/** Two at once: one of them is refused. */
export const onlyOnce = new Set<Command['does']>([
  'complete task',
  'complete job',
  'fail job',
  'throw error',
  'retry',
  'cancel',
]);

/** Signals are noted for those who stand still, and variables may be changed. */
export const whileSuspended: Partial<Record<Command['does'], string>> = {
  'complete task': 'case_suspended',
  'complete job': 'case_suspended',
  'fail job': 'case_suspended',
  'throw error': 'case_suspended',
  correlate: 'not_awaited',
  retry: 'case_suspended',
  choose: 'case_suspended',
  'fire timers': 'nothing happens',
};
