import type { JsonObject, JsonValue } from '../core/keys.ts';
import { dateText, moneyText, numberText } from '../core/written.ts';
import { instancesOf, isList } from './instances.ts';
import { optionsOf } from './options.ts';
import { isKeyed } from './read-value.ts';
import { componentsOf, isEmpty, labelOf, pathOf, valueAt, type Component } from './schema.ts';
import type { Scope } from './feel.ts';

/** One line of a submitted form, in words. */
export interface DescribedField {
  key: string;
  label: string;
  text: string;
  files?: { id: string; name: string; size: number }[];
  /** It could not be filled in otherwise: only shown, or a promise one has to make. Summaries leave it out. */
  given?: true;
}

type Files = Map<string, { name: string; size: number }>;

/**
 * A submitted form as labels and words, in the order of the form: codes by their labels, dates as people write them,
 * every row of a list on a line of its own. What was left empty is left out.
 */
export function describeForm(schema: JsonObject, data: JsonObject, files: Files): DescribedField[] {
  const lists = listLabels(componentsOf(schema), []);
  const scopeData = { ...data };
  return instancesOf(schema, data, scopeData).flatMap(({ field, path, scope }) => {
    const value = valueAt(data, path);
    // worked out on the way, without a name that people would know it by
    if (isList(field) || (field.type === 'expression' && !field.label)) return [];
    if (isEmpty(value) && value !== false) return [];
    if (value === false && field.validate?.required !== true) return [];
    const row = path.findIndex((step) => typeof step === 'number');
    const list =
      row < 0 ? '' : `${lists.get(path.slice(0, row).join('.')) ?? ''}（${Number(path[row]) + 1}）`;
    const line: DescribedField = {
      key: path.join('.'),
      label: list + labelOf(field),
      text: textOf(field, value!, scope, data),
      ...(isGiven(field) ? { given: true } : {}),
    };
    return [field.type === 'filepicker' ? withFiles(line, value!, files) : line];
  });
}

function isGiven({ type, readonly, disabled, validate }: Component): boolean {
  return readonly === true || disabled === true || (type === 'checkbox' && validate?.required === true);
}

function textOf(field: Component, value: JsonValue, scope: Scope, data: JsonObject): string {
  switch (field.type) {
    case 'checkbox':
      return value === true ? '是' : '否';
    case 'select':
    case 'radio':
    case 'checklist':
    case 'taglist':
      return labelsOf(field, value, scope, data);
    case 'datetime':
      return dateText(value);
    case 'number':
      return numberWords(field, value);
    case 'expression':
      return typeof value === 'number' ? numberWords(field, value) : dateText(plainText(value));
    case 'textfield':
      return field.properties?.personal === 'bank' ? masked(String(value)) : String(value);
    default:
      return plainText(value);
  }
}

function plainText(value: JsonValue): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Bank accounts are shown by their last four digits; who pays out opens the task that asks for them. */
function masked(account: string): string {
  return account.slice(-4).padStart(account.length, '*');
}

function labelsOf(field: Component, value: JsonValue, scope: Scope, data: JsonObject): string {
  const labels = new Map(
    optionsOf(field, scope, data).map((option) => [JSON.stringify(option.value), option.label]),
  );
  const chosen = Array.isArray(value) ? value : [value];
  return chosen.map((one) => labels.get(JSON.stringify(one)) ?? String(one)).join('、');
}

/** Amounts as amounts are written everywhere; other numbers with their unit: 2 人. */
function numberWords(field: Component, value: JsonValue): string {
  const { prefixAdorner = '', suffixAdorner } = (field.appearance ?? {}) as Record<string, string>;
  const unit = suffixAdorner ?? field.properties?.unit ?? '';
  if (unit === '元') return moneyText(value);
  return `${prefixAdorner}${numberText(value, field.decimalDigits)}${unit && ` ${unit}`}`;
}

function withFiles(line: DescribedField, value: JsonValue, files: Files): DescribedField {
  const ids = (Array.isArray(value) ? value : [value]).map(String);
  const known = ids.flatMap((id) => (files.has(id) ? [{ id, ...files.get(id)! }] : []));
  return { ...line, text: known.map(({ name }) => name).join('、') || `${ids.length} 个附件`, files: known };
}

function listLabels(components: Component[], base: string[]): Map<string, string> {
  const labels = new Map<string, string>();
  for (const field of components) {
    if (isKeyed(field)) continue;
    const path = [...base, ...pathOf(field.path)];
    if (isList(field)) labels.set(path.join('.'), field.label ?? '');
    else for (const [key, label] of listLabels(componentsOf(field), path)) labels.set(key, label);
  }
  return labels;
}
