import type { Knex } from 'knex';
import type { Known } from '../../policy/check/problem.ts';

/** User tasks as diagrams have them: the id comes with the element's name. */
const userTasks = /<(?:\w+:)?userTask\b[^>]*?\bid="([^"]+)"/g;

/**
 * What lines of policy tables may name: processes with their user tasks (deployed or drafted), and organisations.
 * @param coming diagrams that are about to take the place of the deployed ones
 */
export async function readKnown(db: Knex, coming: Diagram[] = []): Promise<Known> {
  const [deployed, drafted, codes] = await Promise.all([
    db.raw<{ rows: Diagram[] }>(
      `select distinct on (process_id) process_id, xml from process_definition order by process_id, version desc`,
    ),
    db('process_draft').select<Diagram[]>('process_id', 'xml'),
    db('organisation').pluck<string[]>('code'),
  ]);
  const processes: Known['processes'] = new Map();
  const replaced = new Set(coming.map(({ process_id }) => process_id));
  const kept = deployed.rows.filter(({ process_id }) => !replaced.has(process_id));
  for (const { process_id: id, xml } of [...kept, ...coming, ...drafted]) {
    const tasks = [...xml.matchAll(userTasks)].map(([, task]) => task!);
    processes.set(id, new Set([...(processes.get(id) ?? []), ...tasks]));
  }
  return { processes, organisations: new Set(codes) };
}

export interface Diagram {
  process_id: string;
  xml: string;
}
