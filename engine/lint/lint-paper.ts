import { readFeel } from '../core/feel.ts';
import { paperVariables, rowVariables } from '../documents/paper-variables.ts';
import { readTemplate, TemplateFault, type Part } from '../documents/read-template.ts';
import { readUse } from './feel-use.ts';
import { errorAt, type ServiceFinding } from './finding.ts';
import type { KnownVariables } from './known-variables.ts';
import { misreadings, unknownVariables } from './lint-expressions.ts';

/** What is wrong with a print template whoever prints it: blocks, FEEL, the title. */
export function lintPaper(paper: string, text: string): ServiceFinding[] {
  const fault = faultOf(text);
  if (fault) return [paperError(paper, fault.line, 'paper_unreadable', `文书模板读不懂：${fault.words}`)];
  const title = /<title>[\s\S]*?<\/title>/.test(text)
    ? []
    : [paperError(paper, null, 'paper_title', '文书模板没有标题。请在开头写上 <title>…</title>。')];
  const faults = expressionsOf(readTemplate(text)).flatMap(({ expression }): ServiceFinding[] => {
    const line = lineOf(text, expression);
    const code = 'expression_unreadable';
    if (readFeel(expression))
      return [paperError(paper, line, code, `“{{${expression}}}”读不懂。请检查括号、引号和运算符。`)];
    return misreadings(expression, readUse(expression)).map((finding) => ({ ...finding, paper, line }));
  });
  return [...title, ...faults];
}

/**
 * Names on a paper that nobody sets: they would print as a blank.
 * @param more names it is given besides, as inputs of the step that prints it
 */
export function unknownOnPaper(
  paper: string,
  text: string,
  known: KnownVariables,
  more: readonly string[],
): ServiceFinding[] {
  if (faultOf(text)) return [];
  const locals = [...Object.keys(paperVariables), ...more];
  const rows = [...Object.keys(rowVariables), ...known.columns];
  return expressionsOf(readTemplate(text)).flatMap(({ expression, inRow }) => {
    if (readFeel(expression)) return [];
    const seen = inRow ? [...locals, ...rows] : locals;
    return unknownVariables(expression, readUse(expression), known, seen).map((finding) => ({
      ...finding,
      paper,
      line: lineOf(text, expression),
    }));
  });
}

function faultOf(text: string): TemplateFault | null {
  try {
    readTemplate(text);
    return null;
  } catch (fault) {
    if (fault instanceof TemplateFault) return fault;
    throw fault;
  }
}

function expressionsOf(parts: Part[], inRow = false): { expression: string; inRow: boolean }[] {
  return parts.flatMap((part) => {
    if (part.kind === 'text') return [];
    const own = { expression: part.expression, inRow };
    if (part.kind === 'value') return [own];
    if (part.kind === 'each') return [own, ...expressionsOf(part.row, true)];
    return [own, ...expressionsOf(part.yes, inRow), ...expressionsOf(part.no, inRow)];
  });
}

function lineOf(text: string, expression: string): number | null {
  const at = text.indexOf(expression, text.indexOf('{{'));
  return at < 0 ? null : text.slice(0, at).split('\n').length;
}

function paperError(paper: string, line: number | null, code: string, message: string): ServiceFinding {
  return { ...errorAt(null, code, message, `Print template '${paper}': ${code}.`), paper, line };
}
