import { extension, textOf, type DiagramNode } from '../core/diagram.ts';

/** `zeebe:property` values, name → value. */
export function propertiesOf(node: DiagramNode): Record<string, string> {
  const drawn = (extension(node, 'zeebe:Properties')?.properties ?? []) as DiagramNode[];
  return Object.fromEntries(
    drawn.flatMap(({ name, value }) => (textOf(name) ? [[textOf(name)!, textOf(value) ?? '']] : [])),
  );
}
