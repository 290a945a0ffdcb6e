import { eventNameOf, nameOf } from '../../bpmn/supported.ts';
import type { Element } from '../../core/model.ts';

/** What an element is, in a word or two: 用户任务 · 定时边界事件. */
export function kindWords({ type, events }: Element): string {
  const caught = events.map((event) => eventNameOf(event.type)).join('、');
  return type.endsWith('Event') && caught ? `${caught}${nameOf(type)}` : nameOf(type);
}

/** As people call it: by its name, else by what it is. */
export function elementWords(element: Element): string {
  return element.name || `未命名的${kindWords(element)}`;
}
