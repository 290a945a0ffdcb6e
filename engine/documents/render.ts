import { evaluateFeel } from '../core/feel.ts';
import { isFailure } from '../core/failure.ts';
import type { JsonObject, JsonValue } from '../core/keys.ts';
import { createProblem } from '../errors.ts';
import { layOut } from './layout.ts';
import { readTemplate, type Part } from './read-template.ts';
import { writeValue } from './write-value.ts';

const unreadable = createProblem('paper_unreadable', 422, '文书模板读不懂。');

const parts = new Map<string, Part[]>();

/**
 * Fills a print template (`forms/<service>/<name>.print.html`: a `<title>` and what stands on the page) and lays it out
 * as an A4 page that prints the same everywhere. Every value is escaped; a value that is not there leaves a blank.
 * @throws `paper_unreadable` when an expression of it cannot be evaluated
 */
export function renderDocument(template: string, data: JsonObject): { title: string; html: string } {
  const filled = fill(readOnce(template), data);
  const title = /<title>(.*?)<\/title>/s.exec(filled);
  if (!title) throw new Error('Expected the print template to have a <title>, but it has none.');
  const text = title[1]!.trim();
  return { title: unescape(text), html: layOut(text, filled.replace(title[0], '')) };
}

function readOnce(template: string): Part[] {
  const known = parts.get(template) ?? readTemplate(template);
  parts.set(template, known);
  return known;
}

function fill(template: Part[], data: JsonObject): string {
  return template.map((part) => fillPart(part, data)).join('');
}

function fillPart(part: Part, data: JsonObject): string {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'value':
      return escape(writeValue(evaluate(part.expression, data), part.writer));
    case 'if':
      return fill(evaluate(part.expression, data) === true ? part.yes : part.no, data);
    case 'each':
      return rowsOf(evaluate(part.expression, data))
        .map((row, index) => fill(part.row, { ...data, ...row, index: index + 1 }))
        .join('');
  }
}

function evaluate(expression: string, data: JsonObject): JsonValue {
  const result = evaluateFeel(expression, data);
  if (isFailure(result)) throw unreadable(`文书模板里的“{{${expression}}}”算不出来，请改好模板后重试。`);
  return result.value;
}

/** Rows that are plain values are called `item`. */
function rowsOf(value: JsonValue): JsonObject[] {
  if (!Array.isArray(value)) return [];
  return value.map((row) =>
    typeof row === 'object' && row !== null && !Array.isArray(row) ? row : { item: row },
  );
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]!);
}

function unescape(text: string): string {
  return Object.entries(ENTITIES).reduce((result, [sign, entity]) => result.replaceAll(entity, sign), text);
}
