import { readFeel } from '../core/feel.ts';
import type { Model } from '../core/model.ts';
import { applicantVariables } from '../forms/case-variables.ts';
import { isFeelFunction, readUse, type FeelUse } from './feel-use.ts';
import { errorAt, warningAt, type ServiceFinding } from './finding.ts';
import type { KnownVariables } from './known-variables.ts';
import { orRather } from './nearest.ts';
import { expressionsIn, type PlacedExpression } from './process-expressions.ts';

/** Expressions that can be read but will not do what they say: nobody sets a name, no such function, a doubled sign. */
export function lintExpressions(model: Model, known: KnownVariables): ServiceFinding[] {
  return expressionsIn(model).flatMap((expression) => lintExpression(expression, known));
}

function lintExpression(expression: PlacedExpression, known: KnownVariables): ServiceFinding[] {
  const { elementId, text, locals, only, property } = expression;
  if (readFeel(text)) return property === undefined ? [] : [unreadable(expression)];
  const use = readUse(text);
  const place = (finding: ServiceFinding) => ({ ...finding, elementId, property });
  const misread = misreadings(text, use);
  if (only?.includes('member')) return [...misread, ...unknownMembers(text, use, only)].map(place);
  const unknown = only
    ? use.names.filter((name) => !only.includes(name)).map((name) => unknownName(text, name, only))
    : unknownVariables(text, use, known, locals);
  return [...misread, ...unknown].map(place);
}

/** Properties that are FEEL and cannot be read: no deployment takes them, in whatever way it comes. */
export function unreadableProperties(model: Model): ServiceFinding[] {
  const inProperties = expressionsIn(model).filter(({ property }) => property !== undefined);
  return inProperties.filter(({ text }) => readFeel(text) !== null).map(unreadable);
}

/** Checked by no behaviour: properties are FEEL by our own convention. */
function unreadable({ elementId, text, property }: PlacedExpression): ServiceFinding {
  const finding = errorAt(
    elementId,
    'expression_unreadable',
    `属性 ${property} 的表达式“${text}”读不懂。请检查括号、引号和运算符，文字要加英文双引号。`,
    `Expected property '${property}' to be FEEL, but it cannot be read.`,
  );
  return { ...finding, property };
}

/** What FEEL reads without complaint and never answers as meant; wherever the expression stands. */
export function misreadings(text: string, { doubled, functions }: FeelUse): ServiceFinding[] {
  return [
    ...doubled.map((signs) =>
      errorAt(
        null,
        'operator_doubled',
        `“${text}”里的“${signs}”永远不成立。请改成一个符号：等于写 =，不等于写 !=，大于等于写 >=。`,
        `Expected one comparison sign, but got '${signs}' in '${text}'.`,
      ),
    ),
    ...functions
      .filter((name) => !isFeelFunction(name))
      .map((name) =>
        errorAt(
          null,
          'function_unknown',
          `“${text}”里的函数“${name}”不存在${orRather(name, commonFunctions)}。请改成 FEEL 的函数。`,
          `Expected a FEEL function, but there is no '${name}'.`,
        ),
      ),
  ];
}

/** Names and members of names that nobody sets. */
export function unknownVariables(
  text: string,
  { names, paths }: FeelUse,
  known: KnownVariables,
  locals: readonly string[] = [],
): ServiceFinding[] {
  const unknown = names
    .filter((name) => !known.has(name) && !locals.includes(name))
    .map((name) => ({ name, meant: known.guess(name, locals) }))
    // where others bring variables too, only what looks like a slip of the pen
    .filter(({ meant }) => known.closed || meant !== null);
  const strange = paths.filter((path) => !locals.includes(path.split('.')[0]!) && !known.hasPath(path));
  return [
    ...unknown.map(({ name, meant }) => unknownName(text, name, meant === null ? [] : [meant])),
    ...strange.map((path) => {
      const [owner = '', member = ''] = path.split('.');
      return unknownName(text, path, known.membersOf(owner), member);
    }),
  ];
}

function unknownMembers(text: string, { names, paths }: FeelUse, only: string[]): ServiceFinding[] {
  const members = Object.keys(applicantVariables);
  return [
    ...names.filter((name) => !only.includes(name)).map((name) => unknownName(text, name, only)),
    ...paths
      .map((path) => path.split('.'))
      .filter(([owner, member]) => owner === 'member' && !members.includes(member!))
      .map(([, member]) =>
        warningAt(
          null,
          'variable_unknown',
          `“${text}”里的“member.${member}”党员库里没有${orRather(member!, members)}。请核对名称。`,
          `Expected a member of the base, but there is no '${member}'.`,
        ),
      ),
  ];
}

function unknownName(text: string, name: string, others: string[], word = name): ServiceFinding {
  return warningAt(
    null,
    'variable_unknown',
    `“${text}”里的“${name}”没有哪张表单、哪一步会写入${orRather(word, others)}。请核对名称。`,
    `Expected somebody to set '${name}', but nobody does.`,
  );
}

const commonFunctions = [
  'string length',
  'substring',
  'contains',
  'starts with',
  'ends with',
  'matches',
  'string join',
  'list contains',
  'count',
  'sum',
  'min',
  'max',
  'append',
  'concatenate',
  'string',
  'number',
  'date',
  'duration',
  'now',
  'today',
  'not',
  'moneyText',
  'dateText',
];
