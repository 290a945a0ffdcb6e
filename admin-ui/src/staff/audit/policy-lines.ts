import type { AuditItem } from '../../../../engine/http/resources/audit/schemas.ts';
import type { PolicyTable } from '../../../../engine/http/resources/policies/schemas.ts';
import { api } from '../../api/client.ts';
import { cellWords } from '../policies/cell-words.ts';

const tables = new Map<string, Promise<PolicyTable>>();

/** The words of a policy table, fetched once a visit. */
export function readTable(name: string): Promise<PolicyTable> {
  const known = tables.get(name) ?? api.get<PolicyTable>(`/api/policies/${name}`);
  tables.set(name, known);
  known.catch(() => tables.delete(name));
  return known;
}

/** Lines that came and went with a change of a policy table, as the table's screen shows them. */
export function changedLines({ detail }: Pick<AuditItem, 'detail'>, table: PolicyTable): string[] {
  const lines = (key: string) => (Array.isArray(detail[key]) ? detail[key].map(String) : []);
  return [
    ...lines('added').map((line) => `加：${lineWords(line, table)}`),
    ...lines('removed').map((line) => `去：${lineWords(line, table)}`),
  ];
}

export function lineWords(line: string, table: PolicyTable): string {
  const cells = splitCsv(line);
  const row = Object.fromEntries(table.columns.map(({ key }, index) => [key, cells[index] ?? '']));
  return table.columns
    .map(({ key }) => cellWords(table, row, key).text)
    .filter((text) => text !== '' && text !== '—')
    .join(' · ');
}

/** The cells of one line of CSV. */
export function splitCsv(line: string): string[] {
  const cells = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)];
  return cells.map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '');
}
