import type { Report } from '../bpmn/report.ts';
import { readFeel } from '../core/feel.ts';
import { readUnaryTests } from '../core/feel/unary-test.ts';
import type { DmnNode } from './parse-xml.ts';
import { asDrawn, spellingOf } from './spelling.ts';

/** One DMN file being read: its names, and what there is to say about it. */
export class Reading {
  /** Writes a drawn expression as FEEL knows it. */
  readonly spell: (expression: string) => string;
  readonly functions: ReadonlySet<string>;
  readonly #language: string | null;

  constructor(
    readonly definitions: DmnNode,
    readonly report: Report,
  ) {
    const names = namesIn(definitions);
    this.spell = spellingOf(names);
    this.functions = names.functions;
    this.#language = textOf(definitions.expressionLanguage);
  }

  error(node: DmnNode, code: string, message: string, messageEn: string): void {
    this.report.error(placeOf(node), code, message, messageEn);
  }

  refuse(node: DmnNode, name: string, type: string, advice: string): void {
    this.report.refuse(placeOf(node) ?? '', name, type, advice);
  }

  /** A FEEL expression, checked. `where` says in Chinese which one it is. */
  expression(node: DmnNode, where: string): string {
    const text = this.spell((textOf(node.text) ?? '').replace(/^=/, ''));
    if (this.#isFeel(node)) this.#check(node, where, text, readFeel(text)?.message);
    return text;
  }

  unaryTests(node: DmnNode, where: string): string {
    const text = this.spell(textOf(node.text) ?? '');
    if (this.#isFeel(node)) this.#check(node, where, text, readUnaryTests(text)?.message);
    return text;
  }

  #check(node: DmnNode, where: string, text: string, fault: string | undefined): void {
    if (fault === undefined) return;
    const [message, advice] =
      text === ''
        ? ['是空的', '请填写']
        : [`“${asDrawn(text)}”读不懂`, '请检查括号、引号和运算符，文字要加英文双引号'];
    this.error(node, 'expression_unreadable', `${where}${message}。${advice}。`, asDrawn(fault));
  }

  #isFeel(node: DmnNode): boolean {
    const language = textOf(node.expressionLanguage) ?? this.#language;
    if (language === null || /^feel$|\/FEEL\/$/i.test(language)) {
      if (!node.importedValues) return true;
      this.refuse(node, '引入的取值', 'imported values', '请把取值直接写在表达式里');
      return false;
    }
    this.refuse(node, `表达式语言“${language}”`, `expression language ${language}`, '请改用 FEEL');
    return false;
  }
}

export function textOf(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  return value.trim() === '' ? null : value.trim();
}

export function nodes(value: unknown): DmnNode[] {
  return (value ?? []) as DmnNode[];
}

/** Id of the element, or of the nearest one around it that has one: hand-written cells often have none. */
export function placeOf(node: DmnNode | undefined): string | null {
  for (let at = node; at; at = at.$parent) if (at.id) return at.id;
  return null;
}

/** `dmn:DecisionTable` → `decisionTable` */
export function typeOf({ $type }: DmnNode): string {
  const name = $type.slice($type.indexOf(':') + 1);
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** Every name an expression of the file may mention. */
function namesIn(definitions: DmnNode): { variables: Set<string>; functions: Set<string> } {
  const names = { variables: new Set<string>(), functions: new Set<string>() };
  const seen = new Set<unknown>();
  visit(definitions);
  return names;

  function visit(value: unknown): void {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    if (Array.isArray(value)) return value.forEach(visit);
    const node = value as DmnNode;
    if (typeof node.$type !== 'string') return;
    collect(node);
    for (const [property, child] of Object.entries(node)) if (!property.startsWith('$')) visit(child);
  }

  function collect(node: DmnNode): void {
    const type = typeOf(node);
    const named = textOf(node.name);
    if (type === 'businessKnowledgeModel' && named !== null) names.functions.add(named);
    if (['decision', 'inputData', 'informationItem'].includes(type) && named !== null)
      names.variables.add(named);
    if (type === 'decision' && node.id) names.variables.add(node.id);
    if (type !== 'contextEntry' || (node.value as DmnNode | undefined)?.$type !== 'dmn:FunctionDefinition')
      return;
    const defined = textOf((node.variable as DmnNode | undefined)?.name);
    if (defined !== null) names.functions.add(defined);
  }
}
