import { extension, extensionsOf, textOf, type DiagramNode } from '../core/diagram.ts';
import type { Report } from './report.ts';
import { nameOf, refusedExtensions } from './supported.ts';

/** Variants of executed elements, and extensions on them, that ask for more than is executed. */
export function refuseExtras(node: DiagramNode, type: string, report: Report): void {
  const id = node.id ?? '';
  const name = nameOf(type);
  if (node.instantiate === true)
    report.refuse(id, `用来启动流程的${name}`, `instantiating ${type}`, '请改用消息开始事件');
  if (node.eventGatewayType === 'Parallel') report.refuse(id, '并行事件网关', 'parallel event-based gateway');
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
