import type { Place } from '../core/model.ts';
import { definitions } from '../core/registry.ts';
import {
  diagramLimits,
  MOST_EXPRESSION_TEXT,
  MOST_FINDINGS,
  MOST_LAID_OUT,
  MOST_PROCESSES,
  MOST_REFERENCES,
} from './limits.ts';
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

/** What a file may hold at most, as Markdown: from the constants that refuse it. */
export function describeLimits(): string {
  const { bytes, flowNodes, elements, levels, siblings, attributes, namespaces } = diagramLimits;
  const rows: [string, number][] = [
    ['文件的字节数', bytes],
    ['任务、事件、网关和子流程', flowNodes],
    ['XML 元素（连同扩展和图形）', elements],
    ['XML 元素的嵌套层数（约 200 层子流程）', levels],
    ['同一个元素里并列的 XML 元素', siblings],
    ['一个 XML 元素的属性', attributes],
    ['命名空间声明', namespaces],
    ['一个元素的引用（进出的连线、泳道里的步骤）', MOST_REFERENCES],
    ['可执行的流程', MOST_PROCESSES],
    ['一个流程的表达式、映射和属性的字数', MOST_EXPRESSION_TEXT],
    ['没有画图时自动排版的步骤和连线，再多就不排', MOST_LAID_OUT],
    ['一次列出的错误，以及提示', MOST_FINDINGS],
  ];
  return [
    '| 一个文件最多 | |',
    '|---|--:|',
    ...rows.map(([what, most]) => `| ${what} | ${most.toLocaleString('en')} |`),
    '',
  ].join('\n');
}
