import type { ClientBase } from 'pg';
import type { JsonObject, JsonValue } from '../core/keys.ts';

/**
 * Lists of units that a form may offer by naming them as `valuesKey`: they are not variables of the case but the
 * organisation tree as it is when the form is opened or checked.
 * - `communityUnits` every organisation of level 2 and 3, which a service may be handed to
 * - `lineageUnits` the applicant's own organisation and its superiors
 */
export const unitLists = ['communityUnits', 'lineageUnits'] as const;

interface UnitRow {
  code: string;
  name: string;
  level: number;
  superior: string | null;
  in_line: boolean;
}

/** The lists that the schema names, to go into the form's context; nothing is read where it names none. */
export async function readUnitOptions(
  client: Pick<ClientBase, 'query'>,
  schema: JsonObject,
  context: JsonObject,
): Promise<JsonObject> {
  const wanted = listsIn(schema);
  if (wanted.length === 0) return {};
  const { rows } = await client.query<UnitRow>({
    name: 'unit-options',
    text: `with recursive line as (
             select code, parent_code from organisation where code = $1
             union all
             select o.code, o.parent_code from organisation o join line l on o.code = l.parent_code)
           select o.code, o.name, o.level, s.name as superior, o.code in (select code from line) as in_line
             from organisation o left join organisation s on s.code = o.parent_code
            where o.level in (2, 3) or o.code in (select code from line)
            order by o.code`,
    values: [typeof context.orgCode === 'string' ? context.orgCode : ''],
  });
  const lists: Record<(typeof unitLists)[number], UnitRow[]> = {
    communityUnits: rows.filter(({ level }) => level === 2 || level === 3),
    lineageUnits: rows.filter((row) => row.in_line),
  };
  return Object.fromEntries(wanted.map((name) => [name, lists[name].map(toOption)]));
}

/** Communities are called alike: the superior says which one is meant. */
function toOption({ code, name, level, superior }: UnitRow): JsonObject {
  return { value: code, label: level === 3 && superior ? `${name}（${superior}）` : name };
}

const known = new WeakMap<JsonObject, (typeof unitLists)[number][]>();

function listsIn(schema: JsonObject): (typeof unitLists)[number][] {
  let found = known.get(schema);
  if (!found) known.set(schema, (found = unitLists.filter((name) => mentions(schema, name))));
  return found;
}

function mentions(value: JsonValue, name: string): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(
    ([property, member]) =>
      (property === 'valuesKey' && member === name) || mentions(member as JsonValue, name),
  );
}
