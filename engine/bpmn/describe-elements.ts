import type { Place } from '../core/model.ts';
import { definitions } from '../core/registry.ts';
import { eventNameOf, supportedElements } from './supported.ts';

const placeNames: Record<Place, string> = {
  start: '开始',
  eventStart: '事件子流程开始',
  catch: '中间捕获',
  boundary: '边界',
  receive: '接收任务',
  throw: '中间抛出',
  end: '结束',
  send: '发送任务',
};

/** What runs and what is refused, as Markdown: from the same tables that read, refuse and lint a diagram. */
export function describeElements(): string {
  const elements = supportedElements().filter(({ isEvent }) => !isEvent);
  const rows = elements.map(
    ({ type, name, executed, instantiates }) =>
      `| ${name} | \`${type}\` | ${executed ? '✓' : '—'}${instantiates ? ' ▷' : ''} |`,
  );
  const places = Object.entries(placeNames) as [Place, string][];
  const events = definitions.map(({ type, places: fits, nonInterrupting }) => {
    const cells = places.map(([place]) => (fits.includes(place) ? mark(place, nonInterrupting) : ' '));
    return `| ${eventNameOf(type)} \`${type}\` | ${cells.join(' | ')} |`;
  });
  return [
    '| 元素 | BPMN | 执行 |',
    '|---|---|---|',
    ...rows,
    '',
    `| 事件 | ${places.map(([, name]) => name).join(' | ')} |`,
    `|---|${places.map(() => '---').join('|')}|`,
    ...events,
    '',
  ].join('\n');
}

/** `○`: also without interrupting. */
function mark(place: Place, nonInterrupting: boolean): string {
  return nonInterrupting && (place === 'boundary' || place === 'eventStart') ? '✓ ○' : '✓';
}
