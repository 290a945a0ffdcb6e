import { readFeel } from '../core/feel.ts';
import type { Fault } from '../core/finding.ts';
import type { JsonObject } from '../core/keys.ts';
import { isEarliest } from './earliest-day.ts';
import { isExpression } from './feel.ts';
import { isList } from './instances.ts';
import { isKeyed } from './read-value.ts';
import { componentsOf, labelOf, type Component } from './schema.ts';

/** What is wrong with a form, and at which of its components; null: the form as a whole. */
export interface FormFault extends Fault {
  componentId: string | null;
}

/** Components that hold no value; they show, arrange or press. */
const silent = new Set([
  'text',
  'html',
  'image',
  'spacer',
  'separator',
  'button',
  'group',
  'table',
  'columns',
]);
const choices = new Set(['select', 'radio', 'checklist', 'taglist']);

/** Everything a designer should know of a form-js schema before people fill it in. */
export function lintForm(schema: JsonObject): FormFault[] {
  const components = allOf(componentsOf(schema));
  if (components.length === 0) {
    const message = '表单还是空的。请从左边拖入要填写的内容。';
    return [
      fault(null, 'warning', 'form_empty', message, 'Expected the form to have components, but it has none.'),
    ];
  }
  return [
    ...components.flatMap(({ component }) => [
      ...kindFaults(component),
      ...keyFaults(component),
      ...choiceFaults(component),
      ...textFaults(component),
    ]),
    ...doubles(components),
  ];
}

interface Placed {
  component: Component;
  /** Where its value lives: keys of different lists do not meet. */
  place: string;
}

function allOf(components: Component[], place = ''): Placed[] {
  return components.flatMap((component) => [
    { component, place: `${place}${component.key ?? ''}` },
    ...allOf(componentsOf(component), component.path ? `${place}${component.path}.` : place),
  ]);
}

function kindFaults({ type, id }: Component): FormFault[] {
  const known = isKeyed({ type }) || isList({ type }) || silent.has(type);
  if (known) return [];
  const message = `这里不能用“${type}”这种组件。请删去，换成文本、数字、日期、选择、附件等组件。`;
  return [fault(id, 'error', 'component_unknown', message, `Expected a known component, but got '${type}'.`)];
}

function keyFaults(component: Component): FormFault[] {
  const { id, key } = component;
  if (!isKeyed(component)) return [];
  if (!key || !/^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*$/u.test(key)) {
    const message = `“${labelOf(component) || component.type}”的数据名“${key ?? ''}”不能用。请写字母、汉字、数字或下划线，不以数字开头。`;
    return [
      fault(id, 'error', 'key_unusable', message, `Expected a key that is a name, but got '${key ?? ''}'.`),
    ];
  }
  if (component.type === 'expression' || labelOf(component) !== key || component.label) return [];
  const message = `“${key}”没有标题，填写的人不知道要填什么。请给它写上标题。`;
  return [
    fault(id, 'warning', 'label_missing', message, `Expected '${key}' to have a label, but it has none.`),
  ];
}

function choiceFaults(component: Component): FormFault[] {
  const { type, values, valuesKey, valuesExpression, id } = component;
  if (!choices.has(type) || valuesKey || valuesExpression) return [];
  if (Array.isArray(values) && values.length > 0) return [];
  const message = `“${labelOf(component)}”没有可选的项。请至少写一项。`;
  return [
    fault(
      id,
      'error',
      'options_missing',
      message,
      `Expected '${component.key}' to offer options, but it has none.`,
    ),
  ];
}

function textFaults(component: Component): FormFault[] {
  const { validate = {}, conditional, properties = {} } = component;
  const texts = [
    conditional?.hide,
    component.readonly,
    component.valuesExpression,
    component.expression,
    properties.check,
    validate.min,
    validate.max,
    validate.minLength,
    validate.maxLength,
  ];
  return [
    ...texts.filter(isExpression).flatMap((text) => feelFaults(component, text)),
    ...patternFaults(component),
    ...earliestFaults(component),
  ];
}

function feelFaults(component: Component, text: string): FormFault[] {
  const failure = readFeel(text);
  if (!failure) return [];
  const message = `“${labelOf(component) || component.type}”的表达式“${text}”读不懂。请检查括号、引号和运算符，文字要加英文双引号。`;
  return [fault(component.id, 'error', 'expression_unreadable', message, failure.message)];
}

function patternFaults(component: Component): FormFault[] {
  const { pattern } = component.validate ?? {};
  if (!pattern) return [];
  try {
    RegExp(pattern, 'u');
    return [];
  } catch (reason) {
    const message = `“${labelOf(component)}”的格式规则“${pattern}”不是有效的正则表达式。请改正或清空。`;
    return [fault(component.id, 'error', 'pattern_unreadable', message, String(reason))];
  }
}

function earliestFaults(component: Component): FormFault[] {
  const { earliest } = component.properties ?? {};
  if (earliest === undefined || isEarliest(earliest)) return [];
  const message = `“${labelOf(component)}”的最早日期“${earliest}”读不懂。请写从今天起的天数，例如 P3D 表示 3 天后。`;
  const messageEn = `Expected earliest to be days like P3D, but got '${earliest}'.`;
  return [fault(component.id, 'error', 'earliest_unreadable', message, messageEn)];
}

/** Two fields may share a key when conditions show one of them at a time; without conditions they overwrite each other. */
function doubles(components: Placed[]): FormFault[] {
  const first = new Map<string, Component>();
  return components.flatMap(({ component, place }) => {
    if (!isKeyed(component) || !component.key || component.conditional?.hide) return [];
    const other = first.get(place);
    first.set(place, component);
    if (!other) return [];
    const message = `“${labelOf(component)}”和“${labelOf(other)}”的数据名都是“${component.key}”，会互相覆盖。请改掉一个。`;
    return [
      fault(
        component.id,
        'error',
        'key_twice',
        message,
        `Expected key '${component.key}' once, but it is there twice.`,
      ),
    ];
  });
}

function fault(
  componentId: string | null | undefined,
  severity: Fault['severity'],
  code: string,
  message: string,
  messageEn: string,
): FormFault {
  return { componentId: componentId ?? null, severity, code, message, messageEn };
}
