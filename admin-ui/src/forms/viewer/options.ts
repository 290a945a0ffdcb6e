import { FormContext, useExpressionEvaluation } from '@bpmn-io/form-js-viewer';
import { useContext } from 'preact/hooks';
import type { DrawnField, Option } from './form-field.ts';

/** What a choice offers: from an expression, from the data (`valuesKey`), or as drawn. */
export function useOptions({ values, valuesKey, valuesExpression }: DrawnField): Option[] {
  const { getService } = useContext(FormContext);
  const evaluated: unknown = useExpressionEvaluation(valuesExpression ?? '');
  const initial = getService('form')._getState().initialData as Record<string, unknown> | null;
  const source = valuesExpression ? evaluated : valuesKey ? initial?.[valuesKey] : values;
  return Array.isArray(source) ? source.flatMap(toOption) : [];
}

function toOption(source: unknown): Option[] {
  if (typeof source !== 'object' || source === null) {
    return source === undefined || source === null || source === ''
      ? []
      : [{ label: String(source), value: source }];
  }
  const { label, value } = source as { label?: unknown; value?: unknown };
  return value === undefined || value === null ? [] : [{ label: String(label ?? value), value }];
}
