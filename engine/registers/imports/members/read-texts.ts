import type { MemberColumn } from './columns.ts';
import type { RosterRow } from './row.ts';

/** Signs of HTML or SQL where words are meant. */
const MARKUP = /<[^>]*>|['"]\s*;|;\s*--/;

/** A text as it stands. What looks like a formula or like markup is text too: it is never run, and shown as written. */
export function readText(row: RosterRow, key: MemberColumn): string | null {
  const cell = row.cell(key);
  if (!cell) return null;
  const text = cell.text.trim();
  if (cell.formula && /^=\s*HYPERLINK/i.test(cell.formula)) {
    row.warn(key, 'formula-hyperlink-note', cell.formula, text, '不保留链接，只保留文字');
  } else if (cell.formula) row.warn(key, 'formula-note', cell.formula, text, '公式不予计算，作为文字保留');
  else if (MARKUP.test(text)) row.accept(key, 'markup-in-text', text, '按文字照录');
  else if (row.quoted && text.includes('"')) row.accept(key, 'comma-quote-in-cell', text, '引号和逗号照录');
  return text;
}

/** Leaders come first in a roster, the secretary at their head. */
const posts: [RegExp, number][] = [
  [/(党工委|党委|区委)书记$/, 1],
  [/党总支书记$/, 2],
  [/副书记$/, 4],
  [/书记$/, 3],
  [/组织委员$/, 5],
  [/宣传委员$/, 6],
  [/纪检委员$/, 7],
  [/委员$/, 8],
];

export function leaderRank(partyPost: string | null): number | null {
  if (!partyPost) return null;
  const parts = partyPost.split(/[、,，]/).map((post) => post.trim());
  const ranks = parts.flatMap((post) => posts.find(([pattern]) => pattern.test(post))?.[1] ?? []);
  return ranks.length > 0 ? Math.min(...ranks) : null;
}
