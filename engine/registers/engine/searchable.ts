import type { Actor } from '../../policy/actor.ts';
import type { SqlFragment } from '../../policy/policy.ts';
import type { Services } from '../../services.ts';

/**
 * What the engine API can search: where its rows are, what may be asked of them, and how a row is told. One table of
 * fields says it all; the schemas of the API are made of it, and so is the SQL.
 */
export interface Searchable<Row = never, Item = object> {
  /** Joined tables, as they stand behind FROM. */
  from: string;
  /** Columns of `Row`. */
  select: string;
  fields: Record<string, Field>;
  /** The field that tells rows apart and orders them where nothing else does. */
  key: string;
  /** Which rows the actor may see; all unless given. */
  reach?(services: Services, actor: Actor): SqlFragment;
  toItem(row: Row): Item;
}

export interface Field {
  type: 'key' | 'jobKey' | 'text' | 'integer' | 'time' | 'flag' | 'word' | 'tags' | 'variables';
  /** SQL of its value. */
  sql: string;
  /** Where there may be several values: SQL that holds when one of them fulfils the condition at `{}`. */
  within?: string;
  /** Of a `word`: what the API calls it → how rows hold it. */
  words?: Record<string, string[]>;
  /** True: it can be filtered by, but is no order. */
  unsorted?: true;
}

type More = Pick<Partial<Field>, 'within' | 'unsorted'>;

export const key = (sql: string, more: More = {}): Field => ({ type: 'key', sql, ...more });
/** The key of a job as programs hold it (`job-key.ts`). */
export const jobKey = (sql: string): Field => ({ type: 'jobKey', sql });
export const text = (sql: string, more: More = {}): Field => ({ type: 'text', sql, ...more });
export const integer = (sql: string, more: More = {}): Field => ({ type: 'integer', sql, ...more });
export const time = (sql: string, more: More = {}): Field => ({ type: 'time', sql, ...more });
export const flag = (sql: string, more: More = {}): Field => ({ type: 'flag', sql, ...more });
export const word = (sql: string, words: Record<string, string[]>, more: More = {}): Field => ({
  type: 'word',
  sql,
  words,
  ...more,
});
/** @param within SQL in which the name of a variable goes to `?` and what its value `v.value` must be to `{}` */
export const variables = (within: string): Field => ({
  type: 'variables',
  sql: 'v.value',
  within,
  unsorted: true,
});
/** A filter on one of several values. */
export const some = (field: Field, within: string): Field => ({ ...field, within, unsorted: true });

/** There is one tenant, under the name that Camunda gives it where there are no others. */
export const TENANT = '<default>' as const;
export const tenant = text(`'${TENANT}'::text`);

/** The organisation of the case an instance (`i`) belongs to; null outside any case. */
const ORG_OF_INSTANCE = '(select c.org_code from case_file c where c.instance_key = i.root_key limit 1)';

/** Rows that belong to an instance (`i`) are seen by whoever may read such things of its organisation. */
export function instanceReach(resource: string): NonNullable<Searchable['reach']> {
  return ({ policy }, actor) => policy.where(actor, resource, 'read', { org: ORG_OF_INSTANCE });
}

/** What the API calls a stored word. */
export function wordFor(words: Record<string, string[]>, stored: string): string {
  return Object.keys(words).find((name) => words[name]!.includes(stored)) ?? 'UNKNOWN';
}

/** Leaves out what there is not: optional members of the API are absent, never null. */
export function present<T extends object>(item: T): { [K in keyof T]: Exclude<T[K], null> } {
  return Object.fromEntries(
    Object.entries(item).filter(([, value]) => value !== null && value !== undefined),
  ) as { [K in keyof T]: Exclude<T[K], null> };
}

export function instant(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
