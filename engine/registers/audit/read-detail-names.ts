import type { Knex } from 'knex';
import { readProcessNames } from './read-subjects.ts';

interface DetailLine {
  id: string;
  resource: string;
  detail: Record<string, unknown>;
}

/** Names for what details say in codes: units tasks were passed to, processes that were deployed. */
export async function readDetailNames(
  db: Knex,
  lines: DetailLine[],
): Promise<Map<string, Record<string, string>>> {
  const codes = new Map(lines.map((line) => [line.id, codesIn(line)]));
  const all = [...new Set([...codes.values()].flat())];
  const processIds = lines.flatMap(({ resource, detail }) =>
    resource === 'process' ? Object.keys(detail) : [],
  );
  const [units, processes] = await Promise.all([
    db('organisation').whereIn('code', all).select<{ code: string; name: string }[]>('code', 'name'),
    readProcessNames(db, [...new Set(processIds)]),
  ]);
  const names = new Map([...units.map(({ code, name }) => [code, name] as const), ...processes]);
  return new Map(
    lines.map(({ id, resource, detail }) => {
      const told = [...codes.get(id)!, ...(resource === 'process' ? Object.keys(detail) : [])];
      return [
        id,
        Object.fromEntries(told.flatMap((code) => (names.has(code) ? [[code, names.get(code)!]] : []))),
      ];
    }),
  );
}

/** Whatever in the detail may be an organisation's code. */
function codesIn({ detail }: DetailLine): string[] {
  return JSON.stringify(detail).match(/(?<=")\d{8,12}(?=")/g) ?? [];
}
