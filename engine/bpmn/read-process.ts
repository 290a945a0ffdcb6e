import { bodyOf, extension, feelOf, textOf, type DiagramNode } from '../core/diagram.ts';
import type { Element, Flow, Model } from '../core/model.ts';
import { readElement } from './read-element.ts';
import type { Report } from './report.ts';
import { dataObjectsOf } from './read-data-objects.ts';
import { readLanes } from './read-lanes.ts';
import { isDrawnOnly } from './supported.ts';
import { typeOf } from './type-of.ts';

/** One `bpmn:Process` as an executable graph; what cannot be in one is reported and left out. */
export function readProcess(node: DiagramNode, report: Report): Model {
  const process = readElement(node, null, report)!;
  const model: Model = {
    processId: process.id,
    name: process.name || process.id,
    versionTag: textOf(extension(node, 'zeebe:VersionTag')?.value),
    properties: process.properties,
    elements: { [process.id]: process },
    flows: {},
  };
  const flows: DiagramNode[] = [];
  const associations: DiagramNode[] = [];
  readScope(node, process, model, { flows, associations }, report);
  for (const flow of flows) connect(flow, model, report);
  attachBoundaries(model, report);
  readLanes(node, model);
  for (const association of associations) readHandler(association, model);
  return model;
}

function readScope(
  node: DiagramNode,
  scope: Element,
  model: Model,
  lines: { flows: DiagramNode[]; associations: DiagramNode[] },
  report: Report,
): void {
  const artifacts = (node.artifacts ?? []) as DiagramNode[];
  lines.associations.push(...artifacts.filter((artifact) => typeOf(artifact) === 'association'));
  scope.dataObjects.push(...dataObjectsOf(node));
  for (const child of (node.flowElements ?? []) as DiagramNode[]) {
    const type = typeOf(child);
    if (type === 'sequenceFlow') lines.flows.push(child);
    if (type === 'sequenceFlow' || isDrawnOnly(type)) continue;
    const element = readElement(child, scope, report);
    if (!element) continue;
    model.elements[element.id] = element;
    const begins = element.type === 'startEvent' || child.instantiate === true;
    if (begins) scope.starts.push(element.id);
    if (child.flowElements) readScope(child, element, model, lines, report);
    if (element.type === 'eventSubProcess') scope.eventStarts.push(...element.starts);
  }
}

function connect(node: DiagramNode, model: Model, report: Report): void {
  const id = node.id ?? '';
  const [source, target] = [node.sourceRef, node.targetRef].map(
    (end) => model.elements[(end as DiagramNode | undefined)?.id ?? ''],
  );
  if (!source || !target) {
    // an end that was refused has been reported already
    if (!report.failed) danglingFlow(id, report);
    return;
  }
  const flow: Flow = {
    id,
    name: textOf(node.name) ?? '',
    sourceId: source.id,
    targetId: target.id,
    condition: readCondition(node, report),
  };
  model.flows[id] = flow;
  source.outgoing.push(id);
  target.incoming.push(id);
}

function danglingFlow(id: string, report: Report): void {
  report.error(
    id,
    'dangling_flow',
    `连线“${id}”有一头没有接上。请把它接到元素上，或者删掉。`,
    `Expected flow '${id}' to have a source and a target, but one is missing.`,
  );
}

function readCondition({ id, conditionExpression }: DiagramNode, report: Report): string | null {
  const text = bodyOf(conditionExpression);
  if (text === null || text.startsWith('=')) return feelOf(text);
  report.error(
    id ?? null,
    'condition_not_feel',
    `连线条件“${text}”不以等号开头。请写成例如 =result = "同意" 的样子。`,
    `Expected the condition to start with '=', but got '${text}'.`,
  );
  return null;
}

/** An association from a compensation boundary event names what undoes the event's host. */
function readHandler({ sourceRef, targetRef }: DiagramNode, model: Model): void {
  const [source, target] = [sourceRef, targetRef].map(
    (end) => model.elements[(end as DiagramNode | undefined)?.id ?? ''],
  );
  const host = model.elements[source?.attachedTo ?? ''];
  if (host && target && source!.events.some(({ type }) => type === 'compensate'))
    host.compensatedBy = target.id;
}

function attachBoundaries(model: Model, report: Report): void {
  for (const element of Object.values(model.elements)) {
    if (element.type !== 'boundaryEvent') continue;
    const host = model.elements[element.attachedTo ?? ''];
    if (host) host.boundaries.push(element.id);
    else if (!report.failed) {
      report.error(
        element.id,
        'boundary_detached',
        `边界事件“${element.name || element.id}”没有附在任何任务上。请把它拖到任务的边框上。`,
        `Expected boundary event '${element.id}' to be attached to an activity, but it is not.`,
      );
    }
  }
}
