import type { JsonObject, JsonValue } from '../core/keys.ts';
import type { FieldFault } from '../errors.ts';
import { isList } from './instances.ts';
import { isKeyed } from './read-value.ts';
import { componentsOf, pathOf, type Component, type Path } from './schema.ts';
import { MOST_ROWS } from './typed-data.ts';

const MALFORMED = '内容的格式不对，请刷新页面后重新填写。';

/** Values that belong to no field of the form, and lists and groups that are none. */
export function unknownIn(schema: JsonObject, submitted: JsonObject): FieldFault[] {
  const faults: FieldFault[] = [];
  visit(componentsOf(schema), submitted, []);
  return faults;

  function refuse(path: Path, message: string): void {
    faults.push({ field: path.join('.'), message });
  }

  function visit(components: Component[], sent: JsonValue, base: Path): void {
    if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) return refuse(base, MALFORMED);
    const known = knownNames(components);
    for (const [name, value] of Object.entries(sent)) {
      const path = [...base, name];
      const inside = known.get(name);
      if (!inside) refuse(path, '表单里没有这一项。');
      else if (inside.list) visitRows(inside.components, value, path);
      else if (inside.components.length > 0 && value !== null) visit(inside.components, value, path);
    }
  }

  function visitRows(components: Component[], rows: JsonValue, path: Path): void {
    if (rows === null) return;
    if (!Array.isArray(rows)) return refuse(path, MALFORMED);
    if (rows.length > MOST_ROWS) return refuse(path, `最多 ${MOST_ROWS} 行。`);
    rows.forEach((row, index) => visit(components, row, [...path, index]));
  }
}

interface Known {
  list: boolean;
  /** What may be inside; none for a field. */
  components: Component[];
}

/** First names of all that may stand at one level; a dotted path makes objects inside each other. */
function knownNames(components: Component[]): Map<string, Known> {
  const known = new Map<string, Known>();
  for (const field of components) {
    for (const [name, inside] of namesOf(field)) {
      const other = known.get(name)?.components ?? [];
      known.set(name, { list: inside.list, components: [...other, ...inside.components] });
    }
  }
  return known;
}

function namesOf(field: Component): [string, Known][] {
  const [name, ...rest] = pathOf(isKeyed(field) ? field.key : field.path);
  if (name === undefined) return [...knownNames(componentsOf(field))];
  if (rest.length === 0) return [[name, { list: isList(field), components: componentsOf(field) }]];
  const inner = rest.join('.');
  return [[name, { list: false, components: [{ ...field, key: inner, path: inner }] }]];
}
