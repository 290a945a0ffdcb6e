import type { ClientBase, QueryConfig } from 'pg';

/** One data-modifying statement of a batch. Its text must be the same for the same `code`. */
export interface SavePart {
  /** Two letters: names of prepared statements may be 63 characters long, and a step saves up to twenty parts. */
  code: string;
  /** An INSERT, UPDATE or DELETE with $1 … $n. */
  text: string;
  values: unknown[];
}

/** Texts by the parts they are made of. There are as many as kinds of step, not as many as steps. */
const texts = new Map<string, string>();

/**
 * All parts as one prepared statement whose CTEs are the parts: one round trip. They all see the rows as they were
 * before, foreign keys are checked after the last, and no two parts may change the same row.
 */
export function batchQuery(parts: SavePart[]): QueryConfig {
  const name = `save:${parts.map((part) => part.code).join('')}`;
  let text = texts.get(name);
  if (!text) texts.set(name, (text = join(parts)));
  // PostgreSQL cuts longer names, so that two different ones could become the same
  const prepared = name.length <= 63 ? { name } : {};
  return { ...prepared, text, values: parts.flatMap((part) => part.values) };
}

/** Writes all parts in one round trip. */
export async function saveBatch(client: Pick<ClientBase, 'query'>, parts: SavePart[]): Promise<void> {
  if (parts.length > 0) await client.query(batchQuery(parts));
}

function join(parts: SavePart[]): string {
  let before = 0;
  const ctes = parts.map((part, i) => {
    const shifted = part.text.replace(/\$(\d+)/g, (_, digits: string) => `$${Number(digits) + before}`);
    before += part.values.length;
    return `p${i} as (${shifted})`;
  });
  return `with ${ctes.join(',\n')} select`;
}
