import { runExpressionEvaluation } from '@bpmn-io/form-js-viewer';
import type { JsonObject, JsonValue } from '../../../../engine/core/keys.ts';
import { isEmptyRow } from '../../../../engine/forms/empty-rows.ts';
import { faultWithin, type Limits } from '../../../../engine/forms/limits.ts';
import { setAt, valueAt, type Component } from '../../../../engine/forms/schema.ts';
import { session } from '../../api/session.ts';
import type { DrawnField } from './form-field.ts';

interface Registry {
  get(id: string): (DrawnField & { validate?: Limits }) | undefined;
}

/** A field where it stands; in a list, once in every row. */
interface Instance {
  id: string;
  expressionContextInfo: never;
  valuePath?: (string | number)[];
  /** Id of a list → the row. */
  indexes?: Record<string, number>;
}

interface FormState {
  _getState(): { data: JsonObject };
}

/** The checks of the form-js viewer with the sentences of the server, so that one fault reads the same from both. */
export class ChineseValidator {
  static readonly $inject = ['expressionLanguage', 'formFieldRegistry', 'form'];

  constructor(
    private readonly expressionLanguage: never,
    private readonly fields: Registry,
    private readonly form: FormState,
  ) {}

  validateFieldInstance(instance: Instance, value: unknown): string[] {
    const field = this.fields.get(instance.id);
    if (!field || this.isInEmptyRow(instance, value)) return [];
    const limits: Limits = { ...field.validate };
    for (const name of ['min', 'max', 'minLength', 'maxLength'] as const) {
      limits[name] = runExpressionEvaluation(
        this.expressionLanguage,
        limits[name],
        instance.expressionContextInfo,
      );
    }
    const fault = faultWithin(field, value as JsonValue | undefined, limits, session.system.today);
    return fault === null ? [] : [fault];
  }

  /** A row that nobody wrote anything into will not count, so nothing is missing in it. */
  private isInEmptyRow({ valuePath = [], indexes = {} }: Instance, value: unknown): boolean {
    const listId = Object.keys(indexes).at(-1);
    const list = listId && (this.fields.get(listId) as Component | undefined);
    if (!list) return false;
    const length = valuePath.findLastIndex((step) => typeof step === 'number') + 1;
    const row = structuredClone(valueAt(this.form._getState().data, valuePath.slice(0, length)) ?? {});
    setAt(row as JsonObject, valuePath.slice(length), value as JsonValue);
    return isEmptyRow(list, row);
  }
}
