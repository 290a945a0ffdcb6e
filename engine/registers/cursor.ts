import { badRequest } from '../errors.ts';

/** Where a page of a list ended: the sort values of its last row, as text. Opaque to callers. */
export function encodeCursor(values: (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/**
 * @returns the sort values, or null when there is no cursor
 * @throws `bad_request` when it is not one of ours
 */
export function decodeCursor(cursor: string | undefined, length: number): string[] | null {
  if (!cursor) return null;
  const values = parse(cursor);
  if (!Array.isArray(values) || values.length !== length) {
    throw badRequest('翻页位置已失效，请回到第一页。');
  }
  return values as string[];
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
