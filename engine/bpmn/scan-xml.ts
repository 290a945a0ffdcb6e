import type { Finding } from '../core/finding.ts';

const LARGEST_FILE = 2_000_000;
const MOST_ELEMENTS = 20_000;
const DEEPEST_NESTING = 64;

export interface Scan {
  /** Why the file must not be given to the parser at all; null when it may. */
  refusal: Finding | null;
  /** Line of the element that has this id, from 1; the parser keeps none. */
  lineOf(id: string): number | null;
}

const markup =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<!(DOCTYPE|ENTITY)|<(\/?)[\w:.-]+((?:[^"'<>]|"[^"]*"|'[^']*')*)>/gi;

/** Goes over the raw text once before it is parsed: size, depth, document types, and where each id stands. */
export function scanXml(xml: string): Scan {
  const lines = new Map<string, number>();
  const refuse = (refusal: Finding | null): Scan => ({ refusal, lineOf: (id) => lines.get(id) ?? null });
  if (xml.length > LARGEST_FILE) return refuse(tooLarge(`${LARGEST_FILE} characters`));
  let line = 1;
  let position = 0;
  let depth = 0;
  let elements = 0;
  for (const match of xml.matchAll(markup)) {
    line += newlines(xml, position, match.index);
    position = match.index;
    if (match[1]) return refuse(documentType(line));
    if (match[3] === undefined) continue;
    if (match[2] === '/') {
      depth--;
      continue;
    }
    const id = /\sid\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(match[3]);
    const name = id?.[1] ?? id?.[2];
    if (name !== undefined && !lines.has(name)) lines.set(name, line);
    if (!match[3].endsWith('/')) depth++;
    if (++elements > MOST_ELEMENTS) return refuse(tooLarge(`${MOST_ELEMENTS} elements`));
    if (depth > DEEPEST_NESTING) return refuse(tooLarge(`${DEEPEST_NESTING} levels`));
  }
  return refuse(null);
}

function newlines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

function tooLarge(limit: string): Finding {
  return {
    elementId: null,
    line: null,
    severity: 'error',
    code: 'too_large',
    message: '流程文件太大或嵌套太深。请拆成几个流程，用调用活动连起来。',
    messageEn: `Expected a diagram of at most ${limit}, but it is larger.`,
  };
}

function documentType(line: number): Finding {
  return {
    elementId: null,
    line,
    severity: 'error',
    code: 'doctype',
    message: `第 ${line} 行有 DOCTYPE 或 ENTITY 声明，出于安全不予接收。请删去这一行再上传。`,
    messageEn: `Expected XML without a document type, but line ${line} declares one.`,
  };
}
