import { isWriter } from './write-value.ts';

/** A print template, read: text as it is, values, and parts that are repeated or only there under a condition. */
export type Part =
  | { kind: 'text'; text: string }
  | { kind: 'value'; expression: string; writer: string }
  | { kind: 'if'; expression: string; yes: Part[]; no: Part[] }
  | { kind: 'each'; expression: string; row: Part[] };

const TAG = /\{\{\s*(.*?)\s*\}\}/gs;

/**
 * `{{name}}`, `{{amount | money}}`, `{{#if FEEL}}…{{else}}…{{/if}}`, `{{#each FEEL list}}…{{/each}}`; values are FEEL.
 * @throws when a block is not closed or closed twice: templates are written by designers and checked by tests
 */
export function readTemplate(text: string): Part[] {
  const root: Part[] = [];
  const open: { tag: 'if' | 'each'; into: Part[]; block: Part }[] = [];
  const into = () => open.at(-1)?.into ?? root;
  let position = 0;
  for (const match of text.matchAll(TAG)) {
    into().push({ kind: 'text', text: text.slice(position, match.index) });
    position = match.index + match[0].length;
    take(match[1]!);
  }
  if (open.length > 0)
    throw new Error(`Expected {{/${open.at(-1)!.tag}}} in the template, but it is missing.`);
  root.push({ kind: 'text', text: text.slice(position) });
  return root;

  function take(tag: string): void {
    const block = /^#(if|each)\s+(.+)$/s.exec(tag);
    if (block) return begin(block[1] as 'if' | 'each', block[2]!);
    if (tag === 'else') return turn();
    if (tag === '/if' || tag === '/each') return end(tag.slice(1));
    into().push(readValue(tag));
  }

  function begin(tag: 'if' | 'each', expression: string): void {
    const block: Part =
      tag === 'if' ? { kind: 'if', expression, yes: [], no: [] } : { kind: 'each', expression, row: [] };
    into().push(block);
    open.push({ tag, block, into: block.kind === 'if' ? block.yes : (block as { row: Part[] }).row });
  }

  function turn(): void {
    const top = open.at(-1);
    if (top?.block.kind !== 'if') throw new Error('Expected {{else}} inside {{#if}}, but it is not.');
    top.into = top.block.no;
  }

  function end(tag: string): void {
    if (open.pop()?.tag !== tag)
      throw new Error(`Expected a block to be open before {{/${tag}}}, but there is none.`);
  }
}

function readValue(tag: string): Part {
  const [, expression = tag, writer = 'plain'] = /^(.*?)\s*\|\s*(\w+)$/s.exec(tag) ?? [];
  if (!isWriter(writer)) throw new Error(`Expected a way to write '${expression}', but '${writer}' is none.`);
  return { kind: 'value', expression, writer };
}
