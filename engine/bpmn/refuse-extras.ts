import { extension, extensionsOf, textOf, type DiagramNode } from '../core/diagram.ts';
import type { Behaviour } from '../core/behaviour.ts';
import type { Element } from '../core/model.ts';
import type { Report } from './report.ts';
import { nameOf, refusedExtensions } from './supported.ts';

/** Variants of executed elements, and extensions on them, that ask for more than is executed. */
export function refuseExtras(
  node: DiagramNode,
  { type, instantiates }: Behaviour,
  scope: Element | null,
  report: Report,
): void {
  const id = node.id ?? '';
  if (node.instantiate === true && !(instantiates && scope?.type === 'process')) {
    const name = `子流程里用来启动的${nameOf(type)}`;
    report.refuse(id, name, `instantiating ${type} in a sub-process`, '请画在流程的最外层，或改用开始事件');
  }
  if (node.eventGatewayType === 'Parallel' && node.instantiate !== true) {
    const advice = '等齐几个事件请用并行网关；只有启动流程的事件网关可以是并行的';
    report.refuse(
      id,
      '流程中间的并行事件网关',
      'parallel event-based gateway in the middle of a process',
      advice,
    );
  }
  for (const { $type } of extensionsOf(node)) refuseExtension(id, $type, report);
  const form = extension(node, 'zeebe:FormDefinition');
  if (form && textOf(form.formId) === null) {
    report.error(
      id,
      'form_key',
      '表单要按“表单编号”关联。请在属性栏的表单一栏选择一张表单。',
      `Expected the form of '${id}' to be named by formId, but it is not.`,
    );
  }
}

function refuseExtension(id: string, type: string, report: Report): void {
  const refused = refusedExtensions[type];
  if (refused !== undefined) report.refuse(id, refused, type, '请在属性栏删去这项设置');
  if (type.startsWith('zeebe:')) return;
  report.warning(
    id,
    'extension_ignored',
    `“${id}”上的扩展“${type}”不会执行。如果需要它的作用，请用属性栏里的设置代替。`,
    `Extension '${type}' of '${id}' is not read by this engine.`,
  );
}
