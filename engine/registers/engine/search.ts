import { badRequest, notFound } from '../../errors.ts';
import type { Actor } from '../../policy/actor.ts';
import type { SqlFragment } from '../../policy/policy.ts';
import type { Services } from '../../services.ts';
import { filterSql, join, type Filter } from './filter-sql.ts';
import { cursorSql, orderColumns, orderSql, writeCursor, type Sort } from './page-sql.ts';
import type { Searchable } from './searchable.ts';

export interface Search {
  filter?: Filter;
  sort?: Sort[];
  page?: { from?: number; limit?: number; after?: string; before?: string };
}

export interface Found<Item> {
  items: Item[];
  page: { totalItems: number; hasMoreTotalItems: boolean; startCursor?: string; endCursor?: string };
}

const LIMIT = 100;
/** Counting further costs more than it tells. */
const COUNTED = 10_000;

/**
 * One page of what the actor may see of it.
 * @throws `bad_request` for a cursor of another order
 */
export async function search<Row, Item>(
  services: Services,
  actor: Actor,
  searchable: Searchable<Row, Item>,
  { filter = {}, sort = [], page = {} }: Search,
): Promise<Found<Item>> {
  const { from = 0, limit = LIMIT, after, before } = page;
  const where = whereSql(services, actor, searchable as Searchable, filter);
  const columns = orderColumns(searchable, sort);
  const backwards = before !== undefined;
  const cursor = before ?? after;
  const within = cursor === undefined ? where : join([where, cursorSql(columns, cursor, backwards)], 'and');
  const places = columns.map(({ sql }, index) => `(${sql})::text as place_${index}`).join(', ');
  const [total, rows] = await Promise.all([
    count(services, searchable.from, where),
    ask<Row & Record<string, string | null>>(services, {
      sql: `select ${searchable.select}, ${places} from ${searchable.from} where ${within.sql}
             order by ${orderSql(columns, backwards)} limit ? offset ?`,
      bindings: [...within.bindings, limit, from],
    }),
  ]);
  if (backwards) rows.reverse();
  const cursorOf = (row: Record<string, string | null>) =>
    writeCursor(columns.map((_, index) => row[`place_${index}`]!));
  return {
    items: rows.map((row) => searchable.toItem(row)),
    page: {
      totalItems: Math.min(total, COUNTED),
      hasMoreTotalItems: total > COUNTED,
      ...(rows.length > 0 ? { startCursor: cursorOf(rows[0]!), endCursor: cursorOf(rows.at(-1)!) } : {}),
    },
  };
}

/** @throws `not_found`, also where the actor may not see it */
export async function findOne<Row, Item>(
  services: Services,
  actor: Actor,
  searchable: Searchable<Row, Item>,
  keyValue: string,
): Promise<Item> {
  const where = whereSql(services, actor, searchable as Searchable, { [searchable.key]: keyValue });
  const rows = await ask<Row>(services, {
    sql: `select ${searchable.select} from ${searchable.from} where ${where.sql} limit 1`,
    bindings: where.bindings,
  });
  if (!rows[0]) throw notFound(`There is nothing with ${searchable.key} '${keyValue}'.`);
  return searchable.toItem(rows[0]);
}

function whereSql(services: Services, actor: Actor, searchable: Searchable, filter: Filter): SqlFragment {
  const asked = filterSql(searchable.fields, filter);
  const allowed = searchable.reach?.(services, actor);
  return allowed ? join([asked, allowed], 'and') : asked;
}

async function count(services: Services, from: string, where: SqlFragment): Promise<number> {
  const [row] = await ask<{ count: string }>(services, {
    sql: `select count(*) as count from (select from ${from} where ${where.sql} limit ${COUNTED + 1}) counted`,
    bindings: where.bindings,
  });
  return Number(row!.count);
}

/** Values that are no numbers, dates or keys after all. */
const UNREADABLE = /^22/;

export async function ask<Row>({ db }: Services, { sql, bindings }: SqlFragment): Promise<Row[]> {
  try {
    const { rows } = await db.raw<{ rows: Row[] }>(sql, bindings as string[]);
    return rows;
  } catch (error) {
    if (!UNREADABLE.test((error as { code?: string }).code ?? '')) throw error;
    throw badRequest('Expected values that fit their fields, but one is out of range.');
  }
}
