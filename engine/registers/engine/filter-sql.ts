import type { SqlFragment } from '../../policy/policy.ts';
import type { Field, Searchable } from './searchable.ts';

/** What is asked of rows, by field: `5`, or `{ $gte: 5, $lt: 9 }` for all it must fulfil. `$or` holds alternatives. */
export type Filter = { [field: string]: unknown; $or?: Filter[] };

const everything: SqlFragment = { sql: 'true', bindings: [] };

/** A filter as one condition over the rows of a searchable. */
export function filterSql(fields: Searchable['fields'], { $or = [], ...own }: Filter): SqlFragment {
  const parts = Object.entries(own)
    .filter(([, value]) => isGiven(value))
    .map(([name, value]) => fieldSql(fields[name]!, value));
  const alternatives = $or.map((one) => filterSql(fields, one));
  return join(alternatives.length > 0 ? [...parts, join(alternatives, 'or')] : parts, 'and');
}

interface NamedValue {
  name: string;
  value: unknown;
}

function fieldSql(field: Field, value: unknown): SqlFragment {
  if (field.type === 'tags')
    return { sql: `${field.sql} @> ?::text[]`, bindings: [toArray(value as string[])] };
  if (field.type !== 'variables') return valueSql(field, value);
  return join(
    (value as NamedValue[]).map((one) => {
      const { sql, bindings } = valueSql({ ...field, type: 'text' }, one.value);
      return { sql, bindings: [one.name, ...bindings] };
    }),
    'and',
  );
}

function valueSql(field: Field, value: unknown): SqlFragment {
  const asked = isObject(value) ? Object.entries(value).filter(([, one]) => isGiven(one)) : [['$eq', value]];
  return join(
    asked.map(([operator, operand]) => operatorSql(field, operator as string, operand)),
    'and',
  );
}

/** Of several values none may be what must not be. */
const opposites: Record<string, string> = { $neq: '$eq', $notIn: '$in' };

function operatorSql(field: Field, operator: string, operand: unknown): SqlFragment {
  if (field.within === undefined) return plainSql(field, operator, operand);
  const inner =
    operator === '$exists' ? everything : plainSql(field, opposites[operator] ?? operator, operand);
  const none = operator in opposites || (operator === '$exists' && operand === false);
  const sql = field.within.replace('{}', () => inner.sql);
  return { sql: none ? `not ${sql}` : sql, bindings: inner.bindings };
}

const casts: Record<string, string> = {
  key: 'bigint',
  jobKey: 'bigint',
  text: 'text',
  integer: 'int',
  time: 'timestamptz',
  flag: 'boolean',
};
const comparisons: Record<string, string> = { $eq: '=', $gt: '>', $gte: '>=', $lt: '<', $lte: '<=' };

function plainSql({ type, sql, words = {} }: Field, operator: string, operand: unknown): SqlFragment {
  if (type === 'word') return wordSql(sql, words, operator, operand);
  const cast = casts[type]!;
  switch (operator) {
    case '$exists':
      return { sql: `${sql} is ${operand ? 'not ' : ''}null`, bindings: [] };
    case '$neq':
      return { sql: `${sql} is distinct from ?::${cast}`, bindings: [String(operand)] };
    case '$like':
      return { sql: `${sql} like ?`, bindings: [likePattern(String(operand))] };
    case '$in':
      return oneOf(sql, cast, operand as unknown[]);
    case '$notIn': {
      const among = oneOf(sql, cast, operand as unknown[]);
      return { sql: `not coalesce(${among.sql}, false)`, bindings: among.bindings };
    }
    default:
      return { sql: `(${sql}) ${comparisons[operator]} ?::${cast}`, bindings: [String(operand)] };
  }
}

function oneOf(sql: string, cast: string, values: unknown[]): SqlFragment {
  if (values.length === 0) return { sql: 'false', bindings: [] };
  return { sql: `${sql} = any(?::text[]::${cast}[])`, bindings: [toArray(values.map(String))] };
}

/** Which of the API's few words are meant is found out here; rows are asked for what they hold. */
function wordSql(
  sql: string,
  words: Record<string, string[]>,
  operator: string,
  operand: unknown,
): SqlFragment {
  if (operator === '$exists') return operand ? everything : { sql: 'false', bindings: [] };
  const meant = Object.keys(words).filter((name) => isMeant(name, operator, operand));
  return oneOf(
    sql,
    'text',
    meant.flatMap((name) => words[name]!),
  );
}

function isMeant(name: string, operator: string, operand: unknown): boolean {
  switch (operator) {
    case '$eq':
      return name === operand;
    case '$neq':
      return name !== operand;
    case '$in':
      return (operand as string[]).includes(name);
    case '$notIn':
      return !(operand as string[]).includes(name);
    default:
      return new RegExp(`^${fromWildcards(String(operand), regularExpression)}$`).test(name);
  }
}

interface Dialect {
  any: string;
  one: string;
  escape(character: string): string;
}

const regularExpression: Dialect = {
  any: '.*',
  one: '.',
  escape: (character) => character.replace(/[.*+?^${}()|[\]\\/-]/, '\\$&'),
};
const sqlPattern: Dialect = {
  any: '%',
  one: '_',
  escape: (character) => character.replace(/[%_\\]/, '\\$&'),
};

export function likePattern(text: string): string {
  return fromWildcards(text, sqlPattern);
}

/** `*` is any text, `?` one character; behind a backslash they mean themselves. */
function fromWildcards(text: string, { any, one, escape }: Dialect): string {
  return text.replace(/\\([*?\\])|([^])/g, (_, escaped: string | undefined, plain: string) => {
    if (escaped !== undefined) return escape(escaped);
    if (plain === '*') return any;
    return plain === '?' ? one : escape(plain);
  });
}

export function join(parts: SqlFragment[], word: 'and' | 'or'): SqlFragment {
  if (parts.length === 0) return everything;
  if (parts.length === 1) return parts[0]!;
  return {
    sql: `(${parts.map(({ sql }) => sql).join(` ${word} `)})`,
    bindings: parts.flatMap(({ bindings }) => bindings),
  };
}

/** A text[] as PostgreSQL writes it: one binding, however many there are. */
function toArray(values: string[]): string {
  return `{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
