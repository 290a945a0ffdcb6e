import { isWriter, writerNames } from './write-value.ts';

/** A print template, read: text as it is, values, and parts that are repeated or only there under a condition. */
export type Part =
  | { kind: 'text'; text: string }
  | { kind: 'value'; expression: string; writer: string }
  | { kind: 'if'; expression: string; yes: Part[]; no: Part[] }
  | { kind: 'each'; expression: string; row: Part[] };

/** A template that is not well made; `words` say it to the person who writes it. */
export class TemplateFault extends Error {
  constructor(
    message: string,
    readonly words: string,
    /** Line of the template, from 1; null: its end. */
    readonly line: number | null,
  ) {
    super(message);
  }
}

const TAG = /\{\{\s*(.*?)\s*\}\}/gs;

/**
 * `{{name}}`, `{{amount | money}}`, `{{#if FEEL}}…{{else}}…{{/if}}`, `{{#each FEEL list}}…{{/each}}`; values are FEEL.
 * @throws TemplateFault when a block is not closed or closed twice, or a value is written in an unknown way
 */
export function readTemplate(text: string): Part[] {
  const root: Part[] = [];
  const open: { tag: 'if' | 'each'; into: Part[]; block: Part }[] = [];
  const into = () => open.at(-1)?.into ?? root;
  let position = 0;
  for (const match of text.matchAll(TAG)) {
    into().push({ kind: 'text', text: text.slice(position, match.index) });
    position = match.index + match[0].length;
    take(match[1]!, text.slice(0, match.index).split('\n').length);
  }
  if (open.length > 0) {
    const { tag } = open.at(-1)!;
    throw new TemplateFault(
      `Expected {{/${tag}}} in the template, but it is missing.`,
      `{{#${tag} …}} 没有用 {{/${tag}}} 结束。`,
      null,
    );
  }
  root.push({ kind: 'text', text: text.slice(position) });
  return root;

  function take(tag: string, line: number): void {
    const block = /^#(if|each)\s+(.+)$/s.exec(tag);
    if (block) return begin(block[1] as 'if' | 'each', block[2]!);
    if (tag === 'else') return turn(line);
    if (tag === '/if' || tag === '/each') return end(tag.slice(1), line);
    into().push(readValue(tag, line));
  }

  function begin(tag: 'if' | 'each', expression: string): void {
    const block: Part =
      tag === 'if' ? { kind: 'if', expression, yes: [], no: [] } : { kind: 'each', expression, row: [] };
    into().push(block);
    open.push({ tag, block, into: block.kind === 'if' ? block.yes : (block as { row: Part[] }).row });
  }

  function turn(line: number): void {
    const top = open.at(-1);
    if (top?.block.kind !== 'if') {
      throw new TemplateFault(
        'Expected {{else}} inside {{#if}}, but it is not.',
        '{{else}} 只能写在 {{#if …}} 和 {{/if}} 之间。',
        line,
      );
    }
    top.into = top.block.no;
  }

  function end(tag: string, line: number): void {
    if (open.pop()?.tag === tag) return;
    throw new TemplateFault(
      `Expected a block to be open before {{/${tag}}}, but there is none.`,
      `{{/${tag}}} 前面没有对应的 {{#${tag} …}}。`,
      line,
    );
  }
}

function readValue(tag: string, line: number): Part {
  const [, expression = tag, writer = 'plain'] = /^(.*?)\s*\|\s*(\w+)$/s.exec(tag) ?? [];
  if (isWriter(writer)) return { kind: 'value', expression, writer };
  throw new TemplateFault(
    `Expected a way to write '${expression}', but '${writer}' is none.`,
    `{{${tag}}} 的写法“${writer}”不认识，可用：${writerNames().join('、')}。`,
    line,
  );
}
