import { z } from 'zod';
import type { Search } from '../../registers/engine/search.ts';
import type { Field, Searchable } from '../../registers/engine/searchable.ts';
import { readJobKey } from '../../registers/engine/job-key.ts';
import { instant, key, tags } from './fields.ts';

/** What is asked of a search, made of the table of its fields. Unknown fields are refused: a filter must not be lost. */
export function searchBody(
  { fields }: Pick<Searchable, 'fields'>,
  { alternatives = false } = {},
): z.ZodType<Search> {
  const filter = filterSchema(fields);
  return z.strictObject({
    page: page.optional(),
    sort: sortSchema(fields).optional(),
    filter: (alternatives ? filter.extend({ $or: z.array(filter).optional() }) : filter).optional(),
  }) as unknown as z.ZodType<Search>;
}

/** Also of what counts over the rows of a search. */
export function filterSchema(fields: Searchable['fields']): z.ZodObject {
  const shape = Object.entries(fields).map(([name, field]) => [name, filterOf(field).optional()]);
  return z.strictObject(Object.fromEntries(shape) as z.ZodRawShape);
}

export function sortSchema(fields: Searchable['fields']): z.ZodType {
  const names = Object.keys(fields).filter((name) => !fields[name]!.unsorted);
  return z
    .array(z.strictObject({ field: z.enum(names), order: z.enum(['ASC', 'DESC']).optional() }))
    .max(names.length);
}

const cursor = z.string().min(2).max(300);
const page = z
  .strictObject({
    from: z.int().min(0).optional(),
    limit: z.int().min(1).max(10_000).optional(),
    after: cursor.optional(),
    before: cursor.optional(),
  })
  .refine(
    ({ from, after, before }) => [from, after, before].filter((one) => one !== undefined).length <= 1,
    "Expected one of 'from', 'after' and 'before'",
  );

function filterOf({ type, words = {} }: Field): z.ZodType {
  switch (type) {
    case 'flag':
      return z.boolean();
    case 'tags':
      return tags;
    case 'variables':
      return z.array(z.strictObject({ name: z.string().min(1), value: conditionOf(z.string(), ['$like']) }));
    case 'word':
      return conditionOf(z.enum(Object.keys(words)), ['$like']);
    case 'text':
      return conditionOf(z.string(), ['$like']);
    case 'key':
      return conditionOf(key, []);
    case 'jobKey':
      return conditionOf(
        key.transform((text) => readJobKey(text).jobKey),
        [],
      );
    case 'integer':
      return conditionOf(z.int(), ['$gt', '$gte', '$lt', '$lte']);
    case 'time':
      return conditionOf(instant, ['$gt', '$gte', '$lt', '$lte']);
  }
}

/** A value, or what it must fulfil. */
function conditionOf(value: z.ZodType, more: string[]): z.ZodType {
  const compared = more.map((operator) => [operator, (operator === '$like' ? z.string() : value).optional()]);
  return z.union([
    value,
    z.strictObject({
      $eq: value.optional(),
      $neq: value.optional(),
      $exists: z.boolean().optional(),
      $in: z.array(value).optional(),
      $notIn: z.array(value).optional(),
      ...(Object.fromEntries(compared) as z.ZodRawShape),
    }),
  ]);
}
