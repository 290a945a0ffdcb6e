/**
 * What a file may hold at most, counted before it is parsed: what is within is answered in about a second
 * (docs/performance.md), what is beyond is refused at once.
 */
export interface Limits {
  /** Of the file in UTF-8. */
  bytes: number;
  /** Tasks, events, gateways and sub-processes, of all its processes together. */
  flowNodes: number;
  /** XML elements of any kind: extensions and the drawing count as well. */
  elements: number;
  /** XML elements inside each other. */
  levels: number;
  /** XML elements side by side in one: the parser looks through them. */
  siblings: number;
  /** Of one XML element. */
  attributes: number;
  /** Declarations of namespaces: the parser looks through those in force. */
  namespaces: number;
}

/** 256 levels are 200 sub-processes inside each other, and what a task in the innermost one holds. */
export const diagramLimits: Limits = {
  bytes: 10_000_000,
  flowNodes: 5_000,
  elements: 150_000,
  levels: 256,
  siblings: 20_000,
  attributes: 100,
  namespaces: 2_000,
};

/** Executable processes of one file: each is kept with the whole file. */
export const MOST_PROCESSES = 20;

/** References of one element (its flows, the steps of a lane): the parser looks each up among the others. */
export const MOST_REFERENCES = 5_000;

/** Characters of all expressions, mappings, conditions and properties of a process together (`readingCost`). */
export const MOST_EXPRESSION_TEXT = 400_000;

/** Flow nodes and flows together that are laid out where nothing is drawn; what is larger stays undrawn. */
export const MOST_LAID_OUT = 2_500;

/** Faults that are told of one file; whoever has more to mend than that begins with these. */
export const MOST_FINDINGS = 1_000;
