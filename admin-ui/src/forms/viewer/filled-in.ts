import type { Form } from '@bpmn-io/form-js-viewer';
import type { JsonObject } from '../../../../engine/core/keys.ts';
import { setAt, valueAt } from '../../../../engine/forms/schema.ts';
import type { Instance } from './checks.ts';

interface Insides {
  _getSubmitData(): JsonObject;
  _getState(): { schema: Drawn; data: JsonObject };
}

interface Drawn {
  components?: Drawn[];
  type?: string;
  key?: string;
  path?: string;
  readonly?: boolean | string;
}

/**
 * What was filled in: without what the form only shows, which the server knows better, and with every list as long as it
 * is on the page. form-js says nothing of a list without rows, as if it had been left alone.
 */
export function filledIn(form: Form): JsonObject {
  const insides = form as unknown as Insides;
  const { schema, data } = insides._getState();
  return withoutShown(withLists(form, insides._getSubmitData(), data), schema, []);
}

function withLists(form: Form, submitted: JsonObject, data: JsonObject): JsonObject {
  const types = form.get<{ get(id: string): { type: string } | undefined }>('formFieldRegistry');
  const lists = form
    .get<{ getAll(): Instance[] }>('formFieldInstanceRegistry')
    .getAll()
    .filter(({ id }) => types.get(id)?.type === 'dynamiclist')
    .sort((one, other) => one.valuePath.length - other.valuePath.length);
  for (const { valuePath } of lists) {
    const rows = valueAt(data, valuePath);
    const sent = valueAt(submitted, valuePath);
    const length = Array.isArray(rows) ? rows.length : 0;
    const kept = Array.isArray(sent) ? sent : [];
    setAt(
      submitted,
      valuePath,
      Array.from({ length }, (_, index) => kept[index] ?? {}),
    );
  }
  return submitted;
}

/** Rows of lists stay whole: their read-only fields are part of the row. */
function withoutShown(data: JsonObject, drawn: Drawn, base: string[]): JsonObject {
  for (const field of drawn.components ?? []) {
    const path = [...base, ...(field.key ?? field.path ?? '').split('.').filter(Boolean)];
    if (field.components && field.type !== 'dynamiclist') withoutShown(data, field, path);
    if (field.readonly === true && field.key) remove(data, path);
  }
  return data;
}

function remove(data: JsonObject, path: string[]): void {
  const holder = path.length === 1 ? data : valueAt(data, path.slice(0, -1));
  if (typeof holder === 'object' && holder !== null) delete (holder as JsonObject)[path.at(-1)!];
}
