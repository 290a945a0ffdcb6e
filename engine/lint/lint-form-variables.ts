import type { JsonObject } from '../core/keys.ts';
import { readFeel } from '../core/feel.ts';
import { isExpression } from '../forms/feel.ts';
import { isKeyed } from '../forms/read-value.ts';
import { componentsOf, labelOf, pathOf, type Component } from '../forms/schema.ts';
import { unitLists } from '../forms/unit-options.ts';
import { readUse } from './feel-use.ts';
import { errorAt, warningAt, type ServiceFinding } from './finding.ts';
import { KnownVariables } from './known-variables.ts';
import { misreadings, unknownVariables } from './lint-expressions.ts';
import { orRather } from './nearest.ts';

/** What expressions of a form see beside the values and variables: the row they stand in, and its place. */
const rowNames = ['this', 'parent', 'i', '_this_', '_parent_', '_i_'];

/** Expressions of a form that name what neither the form nor the case has, and options that come from nowhere. */
export function lintFormVariables(schema: JsonObject, known: KnownVariables): ServiceFinding[] {
  const own = keysIn(componentsOf(schema));
  const locals = [...rowNames, ...own, ...unitLists];
  return everyComponent(componentsOf(schema)).flatMap((component) =>
    [...expressionFaults(component, known, locals), ...optionFaults(component, known)].map((finding) => ({
      ...finding,
      componentId: component.id ?? null,
      message: `“${labelOf(component) || component.type}”：${finding.message}`,
    })),
  );
}

function expressionFaults(
  component: Component,
  known: KnownVariables,
  locals: readonly string[],
): ServiceFinding[] {
  return expressionsIn(component).flatMap((text) => {
    // what begins with `=` and cannot be read is the business of `lintForm`
    if (readFeel(text)) return isExpression(text) ? [] : [unreadable(text)];
    const use = readUse(text);
    return [...misreadings(text, use), ...unknownVariables(text, use, known, locals)];
  });
}

function unreadable(text: string): ServiceFinding {
  return errorAt(
    null,
    'expression_unreadable',
    `check 的表达式“${text}”读不懂。请检查括号、引号和运算符，文字要加英文双引号。`,
    `Expected check to be FEEL, but '${text}' cannot be read.`,
  );
}

function expressionsIn({
  conditional,
  readonly,
  valuesExpression,
  expression,
  properties,
  validate,
}: Component) {
  const { min, max, minLength, maxLength } = validate ?? {};
  const texts = [conditional?.hide, readonly, valuesExpression, expression, min, max, minLength, maxLength];
  const check = properties?.check;
  return [...texts.filter(isExpression), ...(check ? [check] : [])];
}

function optionFaults({ valuesKey }: Component, known: KnownVariables): ServiceFinding[] {
  if (!valuesKey || (unitLists as readonly string[]).includes(valuesKey)) return [];
  if (known.has(valuesKey) || !known.closed) return [];
  return [
    warningAt(
      null,
      'options_unknown',
      `选项取自“${valuesKey}”，没有这份名单${orRather(valuesKey, [...unitLists, ...known.names])}。可用 ${unitLists.join('、')}，或者前面表单里的列表。`,
      `Expected options in '${valuesKey}', but nobody sets it.`,
    ),
  ];
}

function everyComponent(components: Component[]): Component[] {
  return components.flatMap((component) => [component, ...everyComponent(componentsOf(component))]);
}

/** First names of everything the form holds, in its lists as well. */
function keysIn(components: Component[]): string[] {
  return everyComponent(components).flatMap((field) => pathOf(isKeyed(field) ? field.key : field.path));
}
