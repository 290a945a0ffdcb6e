import type { JsonObject, Key } from '../../../engine/core/keys.ts';
import type { Command } from './commands.ts';
import type { Rows } from './see-database.ts';

/** The key of what has never been there. */
const gone = '1';

/**
 * What an old list offers: all tasks, jobs, incidents and instances there have been, done and withdrawn ones too.
 * @param fences by which activations workers have had each job
 */
export function lateCommands(
  { tasks, jobs, incidents, instances }: Rows,
  fences: ReadonlyMap<Key, number[]>,
  variables: JsonObject,
): Command[] {
  const held = jobs.flatMap(({ key }) => [
    { jobKey: key },
    ...(fences.get(key) ?? []).map((fence) => ({ jobKey: key, fence })),
  ]);
  return [
    ...[...tasks.map(({ key }) => key), gone].map((taskKey): Command => ({
      does: 'complete task',
      taskKey,
      variables,
    })),
    ...[...held, { jobKey: gone }].flatMap((job): Command[] => [
      { does: 'complete job', ...job, variables },
      { does: 'fail job', ...job },
      { does: 'throw error', ...job, code: 'E1', variables },
    ]),
    ...[...incidents.map(({ key }) => key), gone].map((incidentKey): Command => ({
      does: 'retry',
      incidentKey,
    })),
    ...instances.map(({ key }): Command => ({ does: 'cancel', instanceKey: key })),
    { does: 'correlate', name: '补充材料', correlationKey: 'K-2', variables },
  ];
}
