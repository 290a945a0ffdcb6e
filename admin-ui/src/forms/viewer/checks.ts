import { buildExpressionContext, type Form } from '@bpmn-io/form-js-viewer';
import type { JsonObject, JsonValue } from '../../../../engine/core/keys.ts';
import { isEmptyRow, withoutEmptyRows } from '../../../../engine/forms/empty-rows.ts';
import { valueAt, type Component } from '../../../../engine/forms/schema.ts';
import type { OfficeFeel } from './office-feel.ts';

/** A component where it stands on the page: once, or once in every row of the list around it. */
export interface Instance {
  id: string;
  valuePath: (string | number)[];
  /** Id of a list → the row. */
  indexes?: Record<string, number>;
}

export interface FailedCheck {
  instance: Instance;
  message: string;
}

/**
 * Rules between fields and for whole lists (custom property `check`), which form-js has no word for: said here before
 * anything is sent, in the words of the server. A rule that cannot be worked out on the page is left to the server.
 */
export function failedChecks(form: Form): FailedCheck[] {
  const fields = form.get<{ get(id: string): Component | undefined }>('formFieldRegistry');
  const instances = form.get<{ getAll(): Instance[] }>('formFieldInstanceRegistry').getAll();
  const feel = form.get<OfficeFeel>('expressionLanguage');
  const seen = visibleData(form);
  const counted = withoutEmptyRows(schemaOf(form), seen).data;
  return instances.flatMap((instance) => {
    const field = fields.get(instance.id);
    const rule = field?.properties?.check;
    if (!field || !rule || field.readonly === true || field.disabled === true) return [];
    const rows = rowsAround(instance, seen);
    const list = fields.get(Object.keys(instance.indexes ?? {}).at(-1) ?? '');
    if (list && isEmptyRow(list, rows.at(-1)!)) return [];
    const context = buildExpressionContext({
      data: counted,
      this: (rows.at(-1) ?? counted) as JsonObject,
      parent: (rows.at(-2) ?? counted) as JsonObject,
      i: Object.values(instance.indexes ?? {}).map((index) => index + 1),
    });
    const holds = feel.evaluate(rule.startsWith('=') ? rule : `=${rule}`, context);
    const message = field.properties?.checkMessage || '与其他内容不一致，请检查。';
    return holds === false ? [{ instance, message }] : [];
  });
}

interface State {
  data: JsonObject;
  schema: JsonObject;
}

function stateOf(form: Form): State {
  return (form as unknown as { _getState(): State })._getState();
}

const schemaOf = (form: Form) => stateOf(form).schema;

/** What hidden fields still hold does not count. */
function visibleData(form: Form): JsonObject {
  const { data } = stateOf(form);
  const checker = form.get<{ applyConditions(data: JsonObject, context: JsonObject): JsonObject }>(
    'conditionChecker',
  );
  return checker.applyConditions(data, data);
}

/** The rows a field stands in, the outermost first. */
function rowsAround({ valuePath }: Instance, data: JsonObject): JsonValue[] {
  return valuePath.flatMap((step, at) =>
    typeof step === 'number' ? [valueAt(data, valuePath.slice(0, at + 1)) ?? {}] : [],
  );
}
