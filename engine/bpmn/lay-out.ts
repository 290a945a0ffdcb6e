import { layoutProcess } from 'bpmn-auto-layout';
import { BpmnModdle } from 'bpmn-moddle';
import type { DiagramNode } from '../core/diagram.ts';
import { MOST_LAID_OUT } from './limits.ts';
import { scanXml, type Scan } from './scan-xml.ts';

interface Moddle {
  fromXML(xml: string, type: string): Promise<{ rootElement: Node }>;
  toXML(root: Node): Promise<{ xml: string }>;
  create(type: string, attributes: object): Node;
}

type Node = DiagramNode & { get(name: string): Node[] };

const moddle = new BpmnModdle({}) as unknown as Moddle;

/**
 * Draws a diagram that has shapes for nothing, as one written by hand or by a program: screens show nothing else. The
 * text stays as it is, the drawing goes behind it. What cannot be laid out, or is too large, is handed back undrawn.
 */
export async function withDrawing(xml: string): Promise<string> {
  if (isDrawn(xml)) return xml;
  const { drawings, flowNodes } = scanXml(xml);
  const flows = xml.match(/<(?:[\w.-]+:)?sequenceFlow\b/g)?.length ?? 0;
  if (flowNodes + flows > MOST_LAID_OUT) return xml;
  const drawing = await draw(xml).catch(() => null);
  const end = /<\/(?:[\w.-]+:)?definitions\s*>\s*$/.exec(xml);
  if (drawing === null || !end) return xml;
  const before = withoutEmptyDrawings(xml.slice(0, end.index), drawings).trimEnd();
  return `${before}\n${drawing}\n${xml.slice(end.index)}`;
}

export function isDrawn(xml: string): boolean {
  return /<(?:[\w.-]+:)?BPMNShape\b/.test(xml);
}

function withoutEmptyDrawings(xml: string, drawings: Scan['drawings']): string {
  return drawings.toReversed().reduce((text, { from, to }) => text.slice(0, from) + text.slice(to), xml);
}

const namespaces = [
  'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"',
  'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"',
  'xmlns:di="http://www.omg.org/spec/DD/20100524/DI"',
].join(' ');

async function draw(xml: string): Promise<string | null> {
  const laidOut = await layoutProcess(await prepare(xml));
  const drawing = /<bpmndi:BPMNDiagram[\s\S]*<\/bpmndi:BPMNDiagram>/.exec(laidOut)?.[0];
  if (drawing === undefined) return null;
  const attached = new Set([...laidOut.matchAll(/<bpmn:boundaryEvent id="([^"]+)"/g)].map(([, id]) => id!));
  const once = withFreeIds(drawnOnce(drawing), xml);
  return withLabels(once, attached).replace('<bpmndi:BPMNDiagram', `  <bpmndi:BPMNDiagram ${namespaces}`);
}

const shapeOrEdge = /<bpmndi:(BPMNShape|BPMNEdge) id="([^"]+)"[\s\S]*?<\/bpmndi:\1>\s*/g;

/** The library places some elements twice; the later place is among those they belong to. */
function drawnOnce(drawing: string): string {
  const last = new Map<string, number>();
  for (const { 2: id, index } of drawing.matchAll(shapeOrEdge)) last.set(id!, index);
  return drawing.replace(shapeOrEdge, (all: string, _, id: string, at: number) =>
    last.get(id) === at ? all : '',
  );
}

/** Somebody may have called an element what the library calls a shape. */
function withFreeIds(drawing: string, xml: string): string {
  const taken = new Set([...xml.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id!));
  return drawing.replace(/(<bpmndi:\w+ [^>]*?\bid=")([^"]+)"/g, (_, before: string, id: string) => {
    let free = id;
    while (taken.has(free)) free += '_';
    taken.add(free);
    return `${before}${free}"`;
  });
}

const EVENT = 36;
const GATEWAY = 50;
const LABEL = { width: 90, height: 14, gap: 7 };

/** Names of events stand below them, of gateways above, of boundary events beside: where no flow goes. */
function withLabels(drawing: string, attached: Set<string>): string {
  const shape =
    /(bpmnElement="([^"]+)"[^>]*>\s*<dc:Bounds x="([\d.-]+)" y="([\d.-]+)" width="(\d+)" height="(\d+)" \/>)/g;
  return drawing.replace(shape, (all, _, id: string, left: string, top: string, width: string) => {
    const [x, y, size] = [Number(left), Number(top), Number(width)];
    if (size !== EVENT && size !== GATEWAY) return all as string;
    const middle = x + size / 2 - LABEL.width / 2;
    const place = attached.has(id)
      ? { x: x + size, y: y + size }
      : size === GATEWAY
        ? { x: middle, y: y - LABEL.height - LABEL.gap }
        : { x: middle, y: y + size + LABEL.gap };
    const bounds = `x="${place.x}" y="${place.y}" width="${LABEL.width}" height="${LABEL.height}"`;
    return `${all}<bpmndi:BPMNLabel><dc:Bounds ${bounds} /></bpmndi:BPMNLabel>`;
  });
}

/** The library goes by `incoming` and `outgoing`, which few write by hand, and keeps open what was drawn open. */
async function prepare(xml: string): Promise<string> {
  const { rootElement: definitions } = await moddle.fromXML(xml, 'bpmn:Definitions');
  const processes = definitions.get('rootElements').filter(({ $type }) => $type === 'bpmn:Process');
  const scopes = processes.flatMap(connect);
  definitions.get('diagrams').length = 0;
  if (scopes.length > 0) definitions.get('diagrams').push(drawnOpen(processes[0]!, scopes));
  return (await moddle.toXML(definitions)).xml;
}

/** @returns the sub-processes inside */
function connect(scope: Node): Node[] {
  const inside = (scope.flowElements ?? []) as Node[];
  for (const one of inside) withoutSettings(one);
  for (const flow of inside.filter(({ $type }) => $type === 'bpmn:SequenceFlow')) {
    note(flow, (flow.sourceRef as Node).get('outgoing'));
    note(flow, (flow.targetRef as Node).get('incoming'));
  }
  return inside.filter(({ flowElements }) => flowElements).flatMap((one) => [one, ...connect(one)]);
}

/** The drawing does not show them, and they are the larger part of many files. */
function withoutSettings(one: Node): void {
  delete one.extensionElements;
  delete one.documentation;
}

function note(flow: Node, list: Node[]): void {
  if (!list.includes(flow)) list.push(flow);
}

function drawnOpen(process: Node, scopes: Node[]): Node {
  const bounds = { x: 0, y: 0, width: 100, height: 80 };
  const shapes = scopes.map((scope) =>
    moddle.create('bpmndi:BPMNShape', {
      id: `${scope.id}_open`,
      bpmnElement: scope,
      isExpanded: true,
      bounds: moddle.create('dc:Bounds', bounds),
    }),
  );
  const plane = moddle.create('bpmndi:BPMNPlane', {
    id: 'plane_open',
    bpmnElement: process,
    planeElement: shapes,
  });
  return moddle.create('bpmndi:BPMNDiagram', { id: 'diagram_open', plane });
}
