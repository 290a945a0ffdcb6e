import { readDmn } from '../../engine/dmn/read.ts';
import { evaluateDecision, type DecisionFailure, type DecisionResult } from '../../engine/dmn/evaluate.ts';
import { isFailure } from '../../engine/core/failure.ts';
import type { JsonObject, JsonValue } from '../../engine/core/keys.ts';
import type { Requirements } from '../../engine/dmn/model.ts';
import { escapeXml } from './process.ts';

/**
 * Draws a DMN file in the words of the test that needs it:
 * `decisions('aid').decision('level', table({ inputs: ['income'], outputs: ['level'], rules: [['< 1000', '"A"']] }))`.
 */
export interface TableOptions {
  /** Where a file has several tables. */
  id?: string;
  hitPolicy?: string;
  aggregation?: string;
  /** Input expressions. */
  inputs: string[];
  outputs: (string | { name: string; values?: string; otherwise?: string })[];
  /** Input entries, then output entries. */
  rules: string[][];
}

export interface DecisionOptions {
  name?: string;
  variable?: string;
  type?: string;
  versionTag?: string;
  /** Ids of required decisions. */
  requires?: string[];
  /** Ids of required business knowledge models. */
  knows?: string[];
}

export class DecisionsBuilder {
  private readonly parts: string[] = [];

  constructor(
    readonly id: string,
    private readonly attributes = '',
  ) {}

  decision(id: string, logic: string, options: DecisionOptions = {}): this {
    const { name = id, variable, type, versionTag, requires = [], knows = [] } = options;
    const tag = versionTag
      ? `<extensionElements><zeebe:versionTag value="${versionTag}" /></extensionElements>`
      : '';
    const typeRef = type ? ` typeRef="${type}"` : '';
    const named = variable || type ? `<variable name="${escapeXml(variable ?? id)}"${typeRef} />` : '';
    const needs = requires.map(
      (one) => `<informationRequirement><requiredDecision href="#${one}" /></informationRequirement>`,
    );
    return this.raw(
      `<decision id="${id}" name="${escapeXml(name)}">${tag}${named}${needs.join('')}${knowledge(knows)}${logic}</decision>`,
    );
  }

  input(name: string): this {
    return this.raw(`<inputData id="input_${this.parts.length}" name="${escapeXml(name)}" />`);
  }

  /** A business knowledge model: parameters are `name` or `name: type`. */
  knowledge(id: string, name: string, parameters: string[], body: string, knows: string[] = []): this {
    return this.raw(
      `<businessKnowledgeModel id="${id}" name="${escapeXml(name)}"><encapsulatedLogic>${formal(parameters)}${body}</encapsulatedLogic>${knowledge(knows)}</businessKnowledgeModel>`,
    );
  }

  raw(xml: string): this {
    this.parts.push(xml);
    return this;
  }

  xml(): string {
    return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="${this.id}" name="${this.id}" namespace="http://camunda.org/schema/1.0/dmn" ${this.attributes}>
${this.parts.join('\n')}
</definitions>`;
  }

  /** Reads the file, which must be without errors. */
  async read(): Promise<Requirements> {
    const { requirements, findings } = await readDmn(this.xml());
    if (!requirements) throw new Error(findings.map(({ messageEn }) => messageEn).join('\n'));
    return requirements;
  }

  /** The decision's result, which must not be a failure. */
  async decide(id: string, variables: JsonObject = {}, now?: Date): Promise<DecisionResult> {
    const made = evaluateDecision(await this.read(), id, variables, { now });
    if (isFailure(made)) throw new Error(`${made.code}: ${made.message}`);
    return made;
  }

  async result(id: string, variables: JsonObject = {}): Promise<JsonValue> {
    return (await this.decide(id, variables)).result;
  }

  async failure(id: string, variables: JsonObject = {}): Promise<DecisionFailure> {
    const made = evaluateDecision(await this.read(), id, variables);
    if (!isFailure(made)) throw new Error(`Expected a failure, but got ${JSON.stringify(made.result)}.`);
    return made;
  }
}

export function decisions(id: string, attributes?: string): DecisionsBuilder {
  return new DecisionsBuilder(id, attributes);
}

export function table({ id, hitPolicy, aggregation, inputs, outputs, rules }: TableOptions): string {
  const prefix = id ? `${id}_` : '';
  const policy = hitPolicy ? ` hitPolicy="${hitPolicy}"` : '';
  const how = aggregation ? ` aggregation="${aggregation}"` : '';
  const columns = [
    ...inputs.map(
      (text, at) => `<input id="${prefix}i${at}"><inputExpression>${box(text)}</inputExpression></input>`,
    ),
    ...outputs.map((output, at) =>
      outputColumn(typeof output === 'string' ? { name: output } : output, `${prefix}o${at}`),
    ),
  ];
  const rows = rules.map((cells, row) => {
    const entries = cells.map((text, at) => {
      const kind = at < inputs.length ? 'inputEntry' : 'outputEntry';
      return `<${kind} id="${prefix}r${row + 1}c${at + 1}">${box(text)}</${kind}>`;
    });
    return `<rule id="${prefix}r${row + 1}">${entries.join('\n')}</rule>`;
  });
  return `<decisionTable id="${id ?? 'table'}"${policy}${how}>${[...columns, ...rows].join('\n')}</decisionTable>`;
}

function outputColumn(
  { name, values, otherwise }: { name: string; values?: string; otherwise?: string },
  id: string,
): string {
  const allowed = values ? `<outputValues>${box(values)}</outputValues>` : '';
  const standard = otherwise ? `<defaultOutputEntry>${box(otherwise)}</defaultOutputEntry>` : '';
  return `<output id="${id}" name="${escapeXml(name)}">${allowed}${standard}</output>`;
}

export function literal(text: string, attributes = ''): string {
  return `<literalExpression ${attributes}>${box(text)}</literalExpression>`;
}

/** Entries are `[name, logic]`; one without a name is the result. */
export function context(...entries: [name: string | null, logic: string][]): string {
  const drawn = entries.map(([name, logic]) => {
    const variable = name === null ? '' : `<variable name="${escapeXml(name)}" />`;
    return `<contextEntry>${variable}${logic}</contextEntry>`;
  });
  return `<context>${drawn.join('')}</context>`;
}

export function list(...items: string[]): string {
  return `<list>${items.join('')}</list>`;
}

export function relation(columns: string[], ...rows: string[][]): string {
  const drawn = rows.map((cells) => `<row>${cells.map((text) => literal(text)).join('')}</row>`);
  return `<relation>${columns.map((name) => `<column name="${name}" />`).join('')}${drawn.join('')}</relation>`;
}

export function invocation(called: string, bindings: Record<string, string>): string {
  const drawn = Object.entries(bindings).map(
    ([name, text]) => `<binding><parameter name="${escapeXml(name)}" />${literal(text)}</binding>`,
  );
  return `<invocation>${literal(called)}${drawn.join('')}</invocation>`;
}

export function boxedFunction(parameters: string[], body: string, attributes = ''): string {
  return `<functionDefinition ${attributes}>${formal(parameters)}${body}</functionDefinition>`;
}

function formal(parameters: string[]): string {
  return parameters
    .map((one) => one.split(': '))
    .map(([name, type]) => `<formalParameter name="${name}"${type ? ` typeRef="${type}"` : ''} />`)
    .join('');
}

function knowledge(ids: string[]): string {
  return ids
    .map((one) => `<knowledgeRequirement><requiredKnowledge href="#${one}" /></knowledgeRequirement>`)
    .join('');
}

function box(text: string): string {
  return `<text>${escapeXml(text)}</text>`;
}
