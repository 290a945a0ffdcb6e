import type { Key } from '../../core/keys.ts';
import { Problem } from '../../errors.ts';

/** Something that is due: a timer, a delivery, a step put off, a task nobody answered. */
export interface Due {
  key: Key;
  /** null: it begins an instance of its own. */
  instanceKey: Key | null;
}

export interface Swept {
  done: number;
  /** What threw: it stays due and is tried again at the next sweep. */
  failed: { key: Key; error: Error }[];
}

/** Instances worked at once: enough to keep the database busy, few enough to leave connections to people. */
const LANES = 4;

/**
 * Does what is due, batch after batch until nothing more is found: several instances at once, what belongs to one of
 * them in its order. Nodes may sweep at the same time.
 *
 * @param find the next batch behind the last one looked at
 * @param act one transaction; false, or a conflict, when another node was faster or it is no longer due
 */
export async function sweep<T extends Due>(
  find: (last: T | null) => Promise<T[]>,
  act: (due: T) => Promise<boolean>,
): Promise<Swept> {
  const swept: Swept = { done: 0, failed: [] };
  for (let batch = await find(null); batch.length > 0; batch = await find(batch.at(-1)!)) {
    const groups = [...groupByInstance(batch)];
    const lane = async () => {
      for (let group = groups.shift(); group; group = groups.shift()) {
        for (const due of group) await note(swept, due, act);
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
  }
  return swept;
}

function groupByInstance<T extends Due>(batch: T[]): Iterable<T[]> {
  const groups = new Map<Key, T[]>();
  for (const due of batch) {
    const name = due.instanceKey ?? `new ${due.key}`;
    const group = groups.get(name);
    if (group) group.push(due);
    else groups.set(name, [due]);
  }
  return groups.values();
}

async function note<T extends Due>(swept: Swept, due: T, act: (due: T) => Promise<boolean>): Promise<void> {
  try {
    if (await act(due)) swept.done += 1;
  } catch (error) {
    if (error instanceof Problem && error.status === 409) return;
    swept.failed.push({ key: due.key, error: error as Error });
  }
}
