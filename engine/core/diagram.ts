/**
 * An element as bpmn-moddle reads it, seen from the core: `$type` names it (`bpmn:UserTask`), the rest are its
 * attributes and children. Behaviours take from it in `read` and nowhere else.
 */
export interface DiagramNode {
  $type: string;
  id?: string;
  [property: string]: unknown;
}

/** The first extension element of a type, e.g. `zeebe:TaskDefinition`. */
export function extension(node: DiagramNode, type: string): DiagramNode | undefined {
  return extensionsOf(node).find((one) => one.$type === type);
}

export function extensionsOf(node: DiagramNode): DiagramNode[] {
  const elements = node.extensionElements as { values?: DiagramNode[] } | undefined;
  return elements?.values ?? [];
}

/** An attribute's text, trimmed; null when it is missing or empty. */
export function textOf(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  return value.trim() === '' ? null : value.trim();
}

/** The text of an expression child such as `bpmn:timeDuration` or `bpmn:conditionExpression`. */
export function bodyOf(node: unknown): string | null {
  return textOf((node as { body?: unknown } | undefined)?.body);
}

/** The body of an expression that is FEEL whether or not it is marked so; always with its `=`. */
export function markedFeelOf(node: unknown): string | null {
  const text = feelOf(bodyOf(node));
  return text === null ? null : `=${text}`;
}

/** FEEL without the leading `=` that the dialect writes before it. */
export function feelOf(text: string | null): string | null {
  return text === null ? null : text.replace(/^=/, '').trim();
}
