import type { z } from 'zod';
import { badRequest, invalidForm, notFound, type FieldFault } from '../errors.ts';

/**
 * Checks a part of a request. Paths that no thing can have are not found; a bad query is the caller's mistake; a bad body
 * is a form to be corrected (422, with its fields).
 */
export function readInput<T>(
  part: 'params' | 'query' | 'body',
  schema: z.ZodType<T> | undefined,
  given: unknown,
): T {
  if (!schema) return undefined as T;
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const fields = result.error.issues.flatMap(toFaults);
  if (part === 'params') throw notFound();
  throw part === 'query' ? badRequest(undefined, { fields }) : invalidForm(undefined, { fields });
}

function toFaults(issue: z.core.$ZodIssue): FieldFault[] {
  const at = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ field: [...at, key].join('.'), message: '没有这一项' }));
  }
  return [{ field: at.join('.'), message: issue.message }];
}

const DEEPEST = 64;
const loneSurrogate = /[\u{D800}-\u{DFFF}]/u;

/**
 * Refuses what PostgreSQL cannot store or what only attacks contain, before any schema sees it: NUL and broken
 * characters, `__proto__`, nesting beyond any form.
 */
export function refuseUnstorable(given: unknown): void {
  const open: { value: unknown; depth: number }[] = [{ value: given, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value === 'string') refuseText(value);
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= DEEPEST) throw badRequest('提交的内容层级太深。');
    for (const [key, inner] of Object.entries(value)) {
      refuseText(key);
      if (key === '__proto__') throw badRequest();
      open.push({ value: inner, depth: depth + 1 });
    }
  }
}

function refuseText(text: string): void {
  if (text.includes('\u0000') || loneSurrogate.test(text)) {
    throw badRequest('内容里有无法保存的字符，请删除后重新填写。');
  }
}
