import { createProblem } from '../../errors.ts';
import type { ImportKindName } from './kind.ts';
import { importKinds } from './kinds.ts';
import { findHeader } from './sheet/find-header.ts';
import { readSheet } from './sheet/read-sheet.ts';

const unknownKind = createProblem('unsupported_file', 415, '认不出这是什么表。');

/** Tells by its headings what a spreadsheet holds. @throws `unsupported_file` */
export async function recogniseKind(name: string, bytes: Buffer): Promise<ImportKindName> {
  const rows = await readSheet(bytes);
  for (const [kind, { columns }] of Object.entries(importKinds)) {
    try {
      findHeader(rows, [...columns]);
      return kind as ImportKindName;
    } catch {
      // not this one
    }
  }
  throw unknownKind(`${name}：认不出这是什么表。表头应与党组织、党员名册或账号的模板一致。`);
}
