import { badRequest } from '../../errors.ts';
import type { SqlFragment } from '../../policy/policy.ts';
import type { Field, Searchable } from './searchable.ts';

export interface Sort {
  field: string;
  order?: 'ASC' | 'DESC';
}

/** One column of the order; empty values come last in both directions. */
export interface OrderColumn {
  sql: string;
  cast: string;
  descending: boolean;
}

const casts: Partial<Record<Field['type'], string>> = {
  key: '::bigint',
  jobKey: '::bigint',
  integer: '::int',
  time: '::timestamptz',
};

/** A cursor is at most 300 characters long, so texts are ordered by how they begin. */
const TEXT_BEGINNING = 40;

/** The order that was asked for, made definite by the key. */
export function orderColumns(
  { fields, key }: Pick<Searchable, 'fields' | 'key'>,
  sort: Sort[],
): OrderColumn[] {
  const wanted = sort.some(({ field }) => field === key) ? sort : [...sort, { field: key }];
  const texts = wanted.filter(({ field }) => casts[fields[field]!.type] === undefined).length;
  const length = Math.max(1, Math.floor(TEXT_BEGINNING / Math.max(1, texts)));
  return wanted.map(({ field, order = 'ASC' }) => {
    const { type, sql } = fields[field]!;
    const cast = casts[type] ?? '::text';
    const value = cast === '::text' ? `left((${sql})::text, ${length})` : sql;
    return { sql: value, cast, descending: order === 'DESC' };
  });
}

/** @param backwards the other way round, for a page before a cursor */
export function orderSql(columns: OrderColumn[], backwards: boolean): string {
  return columns
    .map(({ sql, descending }) => {
      const down = descending !== backwards;
      // behind in both directions, so that reading backwards meets them first
      return `${sql} ${down ? 'desc' : 'asc'} nulls ${backwards ? 'first' : 'last'}`;
    })
    .join(', ');
}

/** Rows behind (or before) the one a cursor stands for. */
export function cursorSql(columns: OrderColumn[], cursor: string, backwards: boolean): SqlFragment {
  const values = readCursor(cursor, columns.length);
  const alternatives = columns.map((_, at) => {
    const same = columns.slice(0, at).map((column, index) => equalTo(column, values[index]!));
    const parts = [...same, beyond(columns[at]!, values[at]!, backwards)];
    return {
      sql: `(${parts.map(({ sql }) => sql).join(' and ')})`,
      bindings: parts.flatMap(({ bindings }) => bindings),
    };
  });
  return {
    sql: `(${alternatives.map(({ sql }) => sql).join(' or ')})`,
    bindings: alternatives.flatMap(({ bindings }) => bindings),
  };
}

function equalTo({ sql, cast }: OrderColumn, value: string | null): SqlFragment {
  if (value === null) return { sql: `${sql} is null`, bindings: [] };
  return { sql: `${sql} = ?${cast}`, bindings: [value] };
}

function beyond(
  { sql, cast, descending }: OrderColumn,
  value: string | null,
  backwards: boolean,
): SqlFragment {
  const down = descending !== backwards;
  if (value === null) return { sql: backwards ? `${sql} is not null` : 'false', bindings: [] };
  const further = `${sql} ${down ? '<' : '>'} ?${cast}`;
  return { sql: backwards ? further : `(${further} or ${sql} is null)`, bindings: [value] };
}

/** Where a row stands in the order: its values, opaque to callers. */
export function writeCursor(values: (string | null)[]): string {
  const text = values.map((value) => (value === null ? '-' : `+${value}`)).join('\u0000');
  return Buffer.from(text).toString('base64');
}

function readCursor(cursor: string, length: number): (string | null)[] {
  const parts = Buffer.from(cursor, 'base64').toString('utf8').split('\u0000');
  if (parts.length !== length || parts.some((part) => !/^[-+]/.test(part))) {
    throw badRequest('Expected a cursor of an earlier page in the same order, but got another one.');
  }
  return parts.map((part) => (part === '-' ? null : part.slice(1)));
}
