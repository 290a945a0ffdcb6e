import type { DiagramElement } from '../bpmn-io/services.ts';

const kinds: Record<string, string> = {
  UserTask: '用户任务',
  ServiceTask: '自动步骤',
  StartEvent: '开始事件',
  EndEvent: '结束事件',
  BoundaryEvent: '边界事件',
  IntermediateCatchEvent: '中间事件',
  IntermediateThrowEvent: '中间事件',
  SubProcess: '子流程',
  CallActivity: '调用活动',
  SequenceFlow: '连线',
  TextAnnotation: '文字说明',
};

function kindOf({ type }: DiagramElement): string {
  const name = type.replace('bpmn:', '');
  return kinds[name] ?? (name.endsWith('Gateway') ? '网关' : name.endsWith('Task') ? '任务' : '元素');
}

/** An element as people know it: by its name, else by what and where it is. */
export function elementName(element: DiagramElement | undefined, id: string): string {
  if (!element) return id;
  const { name, sourceRef, targetRef } = element.businessObject;
  if (name) return name;
  if (sourceRef?.name && targetRef?.name) return `${sourceRef.name} → ${targetRef.name}`;
  return `未命名的${kindOf(element)}`;
}

/** The id of an element without a name says nothing to people: `网关“Gateway_1rtbp43”` becomes `这个网关`. */
export function withoutId(message: string, element: DiagramElement | undefined): string {
  if (!element || element.businessObject.name) return message;
  const quoted = new RegExp(`([\\u4e00-\\u9fa5]*(?:任务|事件|网关|流程|活动|连线))?“${element.id}”`, 'g');
  return message.replaceAll(quoted, (_found, kind: string = kindOf(element)) =>
    kind.endsWith('连线') ? `这条${kind}` : `这个${kind}`,
  );
}
