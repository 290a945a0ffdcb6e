import { process } from './process.ts';

/** Diagrams at the edge of what is read, as text: builders of single elements would take longer than the reading. */

const head = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="definitions" targetNamespace="http://bpmn.io/schema/bpmn">`;

/**
 * So many flow nodes one after the other, as a designer would leave them: user tasks with properties, service tasks with
 * mappings, gateways that lead back, each of them drawn.
 */
export function longDiagram(flowNodes: number, { drawn = true }: { drawn?: boolean } = {}): string {
  const nodes = Array.from({ length: flowNodes }, (_, index) => nodeAt(index, flowNodes));
  const flows = nodes.flatMap(({ id, type }, index) => [
    ...(index + 1 < nodes.length ? [{ id: `f${index}`, from: id, to: nodes[index + 1]!.id, when: '' }] : []),
    ...(type === 'exclusiveGateway'
      ? [{ id: `b${index}`, from: id, to: nodes[index - 2]!.id, when: `=result${index} = "退回"` }]
      : []),
  ]);
  const steps = nodes.map(
    ({ id, type, inside }, index) =>
      `<bpmn:${type} id="${id}" name="第 ${index} 步"${type === 'exclusiveGateway' ? ` default="f${index}"` : ''}>${inside}</bpmn:${type}>`,
  );
  const lines = flows.map(
    ({ id, from, to, when }) =>
      `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${when && `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${when}</bpmn:conditionExpression>`}</bpmn:sequenceFlow>`,
  );
  const ids = { nodes: nodes.map(({ id }) => id), flows: flows.map(({ id }) => id) };
  return `${head}
<bpmn:process id="long" name="长流程" isExecutable="true">
${[...steps, ...lines].join('\n')}
</bpmn:process>
${drawn ? drawing('long', ids) : ''}
</bpmn:definitions>`;
}

function nodeAt(index: number, all: number): { id: string; type: string; inside: string } {
  if (index === 0) return { id: 'start', type: 'startEvent', inside: '' };
  if (index === all - 1) return { id: 'end', type: 'endEvent', inside: '' };
  const types = ['exclusiveGateway', 'userTask', 'serviceTask'] as const;
  const type = types[index % 3]!;
  return { id: `${type}${index}`, type, inside: insides[type](index) };
}

const insides = {
  exclusiveGateway: () => '',
  userTask: () =>
    settings(
      '<zeebe:properties><zeebe:property name="term" value="3WD" /><zeebe:property name="unit" value="branch" /></zeebe:properties>',
    ),
  serviceTask: (index: number) =>
    settings(
      `<zeebe:taskDefinition type="count" /><zeebe:ioMapping><zeebe:input source="=&#34;第 ${index} 步&#34;" target="text" /><zeebe:output source="=&#34;同意&#34;" target="result${index + 1}" /></zeebe:ioMapping>`,
    ),
};

function settings(inside: string): string {
  return `<bpmn:extensionElements>${inside}</bpmn:extensionElements>`;
}

/** Sub-processes inside each other, with a user task in the innermost one. */
export function deepDiagram(subProcesses: number, { drawn = true }: { drawn?: boolean } = {}): string {
  const ids = { nodes: [] as string[], flows: [] as string[] };
  let inside = '<bpmn:userTask id="leaf" name="最里面" />';
  let step = 'leaf';
  for (let depth = subProcesses; depth >= 0; depth--) {
    ids.nodes.push(`s${depth}`, step, `e${depth}`);
    ids.flows.push(`f${depth}`, `g${depth}`);
    const content = `<bpmn:startEvent id="s${depth}" />${inside}<bpmn:endEvent id="e${depth}" name="完成" /><bpmn:sequenceFlow id="f${depth}" sourceRef="s${depth}" targetRef="${step}" /><bpmn:sequenceFlow id="g${depth}" sourceRef="${step}" targetRef="e${depth}" />`;
    step = `sub${depth}`;
    inside =
      depth === 0
        ? content
        : `<bpmn:subProcess id="${step}" name="第 ${depth} 层">${content}</bpmn:subProcess>`;
  }
  return `${head}
<bpmn:process id="deep" name="深流程" isExecutable="true">${inside}</bpmn:process>
${drawn ? drawing('deep', ids) : ''}
</bpmn:definitions>`;
}

function drawing(processId: string, { nodes, flows }: { nodes: string[]; flows: string[] }): string {
  const shapes = nodes.map(
    (id, index) =>
      `<bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}"><dc:Bounds x="${index * 150}" y="80" width="100" height="80" /><bpmndi:BPMNLabel /></bpmndi:BPMNShape>`,
  );
  const edges = flows.map(
    (id, index) =>
      `<bpmndi:BPMNEdge id="${id}_di" bpmnElement="${id}"><di:waypoint x="${index * 150}" y="120" /><di:waypoint x="${index * 150 + 50}" y="120" /></bpmndi:BPMNEdge>`,
  );
  return `<bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="${processId}">
${[...shapes, ...edges].join('\n')}
</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>`;
}

/** A small process with this in front of its end. */
export function smallDiagram(inside: string, options: { attributes?: string } = {}): string {
  const xml = process('p').start().end().raw(inside).xml();
  return options.attributes ? xml.replace('<bpmn:startEvent', `<bpmn:startEvent ${options.attributes}`) : xml;
}
