import type { JsonObject } from '../../core/keys.ts';
import type { Forms } from './drafts.ts';

export interface BlankProcess {
  processId: string;
  name: string;
  serviceCode: string | null;
}

/** The smallest service that works: the member fills in a form, his unit answers, done. */
export function blankProcess(process: BlankProcess): { xml: string; forms: Forms } {
  const prefix = process.processId.replaceAll('_', '-');
  const ids = { apply: `${prefix}-apply`, accept: `${prefix}-accept` };
  return {
    xml: diagram(process, ids),
    forms: { [ids.apply]: applyForm(ids.apply), [ids.accept]: acceptForm(ids.accept) },
  };
}

function diagram(
  { processId, name, serviceCode }: BlankProcess,
  { apply, accept }: { apply: string; accept: string },
): string {
  const title = escapeXml(name);
  const code = serviceCode ? `\n        <zeebe:property name="serviceCode" value="${serviceCode}" />` : '';
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:modeler="http://camunda.org/schema/modeler/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="definitions_${processId}" targetNamespace="http://bpmn.io/schema/bpmn" modeler:executionPlatform="Camunda Cloud" modeler:executionPlatformVersion="8.6.0">
  <bpmn:process id="${processId}" name="${title}" isExecutable="true">
    <bpmn:extensionElements>
      <zeebe:properties>${code}
        <zeebe:property name="icon" value="${escapeXml([...name][0] ?? '新')}" />
        <zeebe:property name="description" value="${title}" />
        <zeebe:property name="caseTitle" value='="${escapeXml(name.replaceAll(/["\\]/g, ''))} · " + name' />
        <zeebe:property name="milestones" value="申请=start;受理=t_accept;办结=end" />
        <zeebe:property name="withdrawUntil" value="t_accept" />
      </zeebe:properties>
    </bpmn:extensionElements>
    <bpmn:startEvent id="start" name="提交申请">
      <bpmn:extensionElements>
        <zeebe:formDefinition formId="${apply}" />
      </bpmn:extensionElements>
      <bpmn:outgoing>f_01</bpmn:outgoing>
    </bpmn:startEvent>
    <bpmn:userTask id="t_accept" name="受理">
      <bpmn:extensionElements>
        <zeebe:userTask />
        <zeebe:formDefinition formId="${accept}" />
        <zeebe:properties>
          <zeebe:property name="term" value="5WD" />
          <zeebe:property name="applicantText" value="正在受理您的申请，5 个工作日内答复。" />
        </zeebe:properties>
      </bpmn:extensionElements>
      <bpmn:incoming>f_01</bpmn:incoming>
      <bpmn:outgoing>f_02</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:endEvent id="end" name="办结">
      <bpmn:incoming>f_02</bpmn:incoming>
    </bpmn:endEvent>
    <bpmn:sequenceFlow id="f_01" sourceRef="start" targetRef="t_accept" />
    <bpmn:sequenceFlow id="f_02" sourceRef="t_accept" targetRef="end" />
  </bpmn:process>
  <bpmndi:BPMNDiagram id="diagram_${processId}">
    <bpmndi:BPMNPlane id="plane_${processId}" bpmnElement="${processId}">
      <bpmndi:BPMNShape id="start_di" bpmnElement="start">
        <dc:Bounds x="182" y="202" width="36" height="36" />
        <bpmndi:BPMNLabel>
          <dc:Bounds x="176" y="245" width="48" height="14" />
        </bpmndi:BPMNLabel>
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="t_accept_di" bpmnElement="t_accept">
        <dc:Bounds x="300" y="180" width="110" height="80" />
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="end_di" bpmnElement="end">
        <dc:Bounds x="492" y="202" width="36" height="36" />
        <bpmndi:BPMNLabel>
          <dc:Bounds x="498" y="245" width="24" height="14" />
        </bpmndi:BPMNLabel>
      </bpmndi:BPMNShape>
      <bpmndi:BPMNEdge id="f_01_di" bpmnElement="f_01">
        <di:waypoint x="218" y="220" />
        <di:waypoint x="300" y="220" />
      </bpmndi:BPMNEdge>
      <bpmndi:BPMNEdge id="f_02_di" bpmnElement="f_02">
        <di:waypoint x="410" y="220" />
        <di:waypoint x="492" y="220" />
      </bpmndi:BPMNEdge>
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
`;
}

const formHead = (id: string) => ({
  type: 'default',
  id,
  schemaVersion: 19,
  executionPlatform: 'Camunda Cloud',
  executionPlatformVersion: '8.6.0',
});

function applyForm(id: string): JsonObject {
  const known = (label: string, key: string, columns: number) => ({
    id: `known_${key}`,
    type: 'textfield',
    label,
    key,
    readonly: true,
    layout: { row: 'row_known', columns },
  });
  return {
    ...formHead(id),
    components: [
      known('姓名', 'name', 4),
      known('党员编号', 'memberNo', 4),
      known('所在党组织', 'orgPath', 8),
      {
        id: 'field_matter',
        type: 'textarea',
        label: '申请事项',
        key: 'matter',
        validate: { required: true, minLength: 5, maxLength: 500 },
        description: '请写明要办什么事、有什么要求。',
      },
    ],
  };
}

function acceptForm(id: string): JsonObject {
  return {
    ...formHead(id),
    components: [
      {
        id: 'field_result',
        type: 'radio',
        label: '办理结果',
        key: 'result',
        values: [
          { label: '同意', value: 'agree' },
          { label: '不同意', value: 'refuse' },
        ],
        validate: { required: true },
      },
      {
        id: 'field_opinion',
        type: 'textarea',
        label: '办理意见',
        key: 'opinion',
        validate: { required: true, maxLength: 500 },
        description: '会告知申请人。',
      },
    ],
  };
}

function escapeXml(words: string): string {
  return words.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
