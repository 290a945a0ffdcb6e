/**
 * A DMN file as plain data: decisions, what they require of each other, and how each is made. Expressions are FEEL as
 * `spelling.ts` writes it. Every `id` is that of the drawn element, for findings and failures.
 */
export interface Requirements {
  /** Id of the file's `definitions`; its deployments are versions of each other. */
  id: string;
  name: string;
  decisions: Record<string, Decision>;
  knowledge: Record<string, Knowledge>;
}

export interface Decision {
  id: string;
  name: string;
  versionTag: string | null;
  /** What the decisions that require it call its result. */
  resultNames: string[];
  resultType: string | null;
  /** Ids of the decisions whose results it sees. */
  requires: string[];
  /** Ids of the business knowledge models it may call. */
  knowledge: string[];
  logic: Logic;
}

/** A business knowledge model: a function that decisions share. */
export interface Knowledge {
  id: string;
  name: string;
  parameters: Parameter[];
  knowledge: string[];
  logic: Logic;
}

export interface Parameter {
  name: string;
  type: string | null;
}

/** How a decision is made: a table, or one of DMN's boxed expressions. */
export type Logic = DecisionTable | Literal | BoxedContext | BoxedList | Relation | Invocation | FunctionBody;

export type HitPolicy = 'UNIQUE' | 'ANY' | 'PRIORITY' | 'FIRST' | 'RULE ORDER' | 'OUTPUT ORDER' | 'COLLECT';

export type Aggregation = 'SUM' | 'MIN' | 'MAX' | 'COUNT';

export interface DecisionTable {
  kind: 'decisionTable';
  id: string;
  hitPolicy: HitPolicy;
  aggregation: Aggregation | null;
  inputs: { id: string; label: string; expression: string }[];
  outputs: Output[];
  rules: Rule[];
}

export interface Output {
  id: string;
  name: string;
  /** FEEL list of the allowed values, the most important first. */
  values: string | null;
  /** The value when no rule matches. */
  otherwise: string | null;
}

export interface Rule {
  id: string;
  tests: Cell[];
  entries: Cell[];
}

export interface Cell {
  id: string;
  text: string;
}

export interface Literal {
  kind: 'literalExpression';
  id: string;
  text: string;
}

export interface BoxedContext {
  kind: 'context';
  id: string;
  entries: { name: string; logic: Logic }[];
  /** What the context amounts to; null: the context itself. */
  result: Logic | null;
}

export interface BoxedList {
  kind: 'list';
  id: string;
  items: Logic[];
}

export interface Relation {
  kind: 'relation';
  id: string;
  columns: string[];
  rows: Logic[][];
}

export interface Invocation {
  kind: 'invocation';
  id: string;
  /** Name of the function. */
  called: string;
  bindings: { name: string; logic: Logic }[];
}

export interface FunctionBody {
  kind: 'functionDefinition';
  id: string;
  parameters: Parameter[];
  body: Logic;
}

/** An entry that is really there: ids are drawn by people, and one may be called `constructor`. */
export function own<T>(entries: Record<string, T>, id: string): T | undefined {
  return Object.hasOwn(entries, id) ? entries[id] : undefined;
}
