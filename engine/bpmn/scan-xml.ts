import type { Fault, Finding } from '../core/finding.ts';
import { diagramLimits, type Limits } from './limits.ts';

export type { Limits } from './limits.ts';

export interface Scan {
  /** Why the file must not be given to the parser at all; null when it may. */
  refusal: Finding | null;
  /** Line of the element that has this id, from 1; the parser keeps none. */
  lineOf(id: string): number | null;
  /** Where the drawing stands (`bpmndi:BPMNDiagram`), when every element of it is closed and no id is used twice. */
  drawings: { from: number; to: number }[];
  /** Tasks, events, gateways and sub-processes. */
  flowNodes: number;
}

/** Goes over the raw text once before it is parsed: document types, how much there is of what, and where each id stands. */
export function scanXml(xml: string, limits: Limits = diagramLimits): Scan {
  const lines = new Map<string, number>();
  const drawings: Scan['drawings'] = [];
  const seen = { flowNodes: 0, elements: 0, namespaces: 0 };
  const refusal = goOver(xml, limits, { lines, drawings, seen });
  return { refusal, lineOf: (id) => lines.get(id) ?? null, drawings, flowNodes: seen.flowNodes };
}

/** Names of the elements that are counted as steps; those in `extensionElements` are settings. */
const flowNode =
  /(?:[Tt]ask|Event|Gateway|[Ss]ub(?:Process|Choreography)|call(?:Activity|Choreography)|transaction)$/;
const tagName = /[^\s/>]*/y;
const idAttribute = /\sid\s*=\s*(?:"([^"]*)"|'([^']*)')/;

/** Filled on the way. */
interface Found {
  lines: Map<string, number>;
  drawings: Scan['drawings'];
  seen: { flowNodes: number; elements: number; namespaces: number };
}

interface Open {
  /** As it is written, with its prefix. */
  name: string;
  /** How many elements stand in it. */
  inside: number;
  /** Where it begins. */
  from: number;
}

/** @returns the first reason to refuse the file */
function goOver(xml: string, limits: Limits, { lines, drawings, seen }: Found): Finding | null {
  if (Buffer.byteLength(xml) > limits.bytes) return tooMuch('bytes', limits);
  const open: Open[] = [];
  const flowNodes = new Map<string, boolean>();
  let isSound = true;
  let line = 1;
  let newline = endOfLine(xml, 0);
  for (let at = xml.indexOf('<'); at !== -1; at = xml.indexOf('<', at)) {
    const end = endOfMarkup(xml, at);
    // the parser says better what is not closed
    if (end.at === -1) return null;
    for (; newline < at; newline = endOfLine(xml, newline + 1)) line++;
    if (end.kind === 'declaration') return documentType(line);
    if (end.kind === 'closing' && open.length === 0) return null;
    if (end.kind === 'closing') close(xml.slice(at + 2, end.at).trimEnd(), end.at + 1);
    if (end.kind === 'opening') {
      const fault = countTag(xml.slice(at + 1, end.at), at, end.attributes);
      if (fault) return tooMuch(fault, limits, line);
    }
    at = end.at;
  }
  if (!isSound) drawings.length = 0;
  return null;

  function close(name: string, to: number): void {
    const closed = open.pop();
    isSound &&= closed?.name === name;
    if (isSound && open.length === 1 && localName(name) === 'BPMNDiagram') {
      drawings.push({ from: closed!.from, to });
    }
  }

  function countTag(tag: string, from: number, attributes: number): keyof Limits | null {
    const name = nameOf(tag);
    const parent = open.at(-1);
    const id = idAttribute.exec(tag);
    if (id) noteId(id[1] ?? id[2]!);
    if (isFlowNode(name) && parent && localName(parent.name) !== 'extensionElements') seen.flowNodes++;
    for (let ns = tag.indexOf('xmlns'); ns !== -1; ns = tag.indexOf('xmlns', ns + 5)) seen.namespaces++;
    seen.elements++;
    if (!tag.endsWith('/')) open.push({ name, inside: 0, from });
    if (attributes > limits.attributes) return 'attributes';
    if (parent && ++parent.inside > limits.siblings) return 'siblings';
    if (open.length > limits.levels) return 'levels';
    return (
      (['flowNodes', 'elements', 'namespaces'] as const).find((kind) => seen[kind] > limits[kind]) ?? null
    );
  }

  function noteId(id: string): void {
    if (lines.has(id)) isSound = false;
    else lines.set(id, line);
  }

  function isFlowNode(name: string): boolean {
    let is = flowNodes.get(name);
    if (is === undefined) flowNodes.set(name, (is = flowNode.test(name)));
    return is;
  }
}

function nameOf(tag: string): string {
  tagName.lastIndex = 0;
  return tagName.exec(tag)![0];
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

interface Markup {
  kind: 'opening' | 'closing' | 'declaration' | 'other';
  /** Where it ends; -1: nowhere. */
  at: number;
  attributes: number;
}

/** By the rules of the parser: quotes hide a `>`, and one without a second is a character like any other. */
function endOfMarkup(xml: string, from: number): Markup {
  const first = xml.charCodeAt(from + 1);
  if (first === QUESTION) return other(xml.indexOf('?>', from + 2));
  if (first === EXCLAMATION && xml.startsWith('--', from + 2)) return other(xml.indexOf('-->', from + 4));
  if (first === EXCLAMATION && xml.startsWith('[CDATA[', from + 2))
    return other(xml.indexOf(']]>', from + 9));
  if (first === EXCLAMATION) return { kind: 'declaration', at: from + 1, attributes: 0 };
  const kind = first === SLASH ? 'closing' : 'opening';
  let attributes = 0;
  for (let at = from + 1; at < xml.length; at++) {
    const sign = xml.charCodeAt(at);
    if (sign === GREATER) return { kind, at, attributes };
    if (sign !== DOUBLE && sign !== SINGLE) continue;
    const second = xml.indexOf(sign === DOUBLE ? '"' : "'", at + 1);
    if (second === -1) continue;
    attributes++;
    at = second;
  }
  return { kind, at: -1, attributes };
}

function other(at: number): Markup {
  return { kind: 'other', at, attributes: 0 };
}

const [EXCLAMATION, DOUBLE, SINGLE, SLASH, GREATER, QUESTION] = [0x21, 0x22, 0x27, 0x2f, 0x3e, 0x3f];

function endOfLine(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at === -1 ? text.length : at;
}

const DIVIDE = '请拆成几个流程，用调用活动连起来。';
const EXPORT = '这不像设计器保存的文件。请用设计器重新导出。';

/** What there is too much of, in Chinese and English, and what to do. */
const words: Record<keyof Limits, { of: string; ofEn: string; advice: string }> = {
  bytes: { of: '个字节', ofEn: 'bytes', advice: `${DIVIDE}很长的说明文字请移到别处。` },
  flowNodes: { of: '个任务、事件、网关和子流程', ofEn: 'flow nodes', advice: DIVIDE },
  elements: { of: '个 XML 元素', ofEn: 'XML elements', advice: DIVIDE },
  levels: {
    of: '层嵌套',
    ofEn: 'levels of nesting',
    advice: '请把里层的子流程另画成流程，用调用活动调用。',
  },
  siblings: { of: '个并列的 XML 元素', ofEn: 'XML elements side by side in one', advice: DIVIDE },
  attributes: { of: '个属性（一个元素上）', ofEn: 'attributes of one element', advice: EXPORT },
  namespaces: { of: '处命名空间声明', ofEn: 'declarations of namespaces', advice: EXPORT },
};

function tooMuch(kind: keyof Limits, limits: Limits, line: number | null = null): Finding {
  const { of, ofEn, advice } = words[kind];
  const most = limits[kind].toLocaleString('en');
  return {
    elementId: null,
    line,
    ...tooLarge(`${most} ${of}`, `${most} ${ofEn}`, advice, line === null ? '' : `（到第 ${line} 行已超出）`),
  };
}

/** What a file is refused with that would take too long to answer. */
export function tooLarge(most: string, mostEn: string, advice = DIVIDE, where = ''): Fault {
  return {
    severity: 'error',
    code: 'too_large',
    message: `文件太大：最多 ${most}${where}。${advice}`,
    messageEn: `Expected at most ${mostEn}, but there are more.`,
  };
}

function documentType(line: number): Finding {
  return {
    elementId: null,
    line,
    severity: 'error',
    code: 'doctype',
    message: `第 ${line} 行有 DOCTYPE 或 ENTITY 声明，出于安全不予接收。请删去这一行再上传。`,
    messageEn: `Expected XML without a document type, but line ${line} declares one.`,
  };
}
