import type { Report } from './report.ts';

/** Files of the bpmn.io family that one reads and one complains about. */
interface Kind {
  /** `BPMN`, `DMN`. */
  dialect: string;
  /** 流程设计器, 决策设计器. */
  designer: string;
}

/** What moddle mutters about the content of a file, as a fault with its line: ids used twice or not allowed, unknown content. */
export function reportContent(message: string, { dialect, designer }: Kind, report: Report): void {
  const line = lineIn(message);
  const duplicate = /duplicate ID <([^>]*)>/.exec(message)?.[1];
  if (duplicate !== undefined) {
    report.error(
      duplicate,
      'duplicate_id',
      `编号“${duplicate}”用了两次（第 ${line} 行又出现）。请给其中一个换个编号。`,
      `Expected ids to be unique, but '${duplicate}' is used again on line ${line}.`,
      line,
    );
    return;
  }
  const illegal = /illegal ID <([^>]*)>/.exec(message)?.[1];
  if (illegal !== undefined) {
    report.error(
      illegal,
      'illegal_id',
      `编号“${illegal}”（第 ${line} 行）用了不允许的字符。编号请用英文字母开头，只含字母、数字、下划线、点和横线，中文请写在名称里。`,
      `Expected ids of latin letters, digits, '_', '.' and '-', but line ${line} has '${illegal}'.`,
      line,
    );
    return;
  }
  const content = oneLine(/<([^>]*)>/.exec(message)?.[1] ?? '').slice(0, 100);
  report.error(
    null,
    'unknown_content',
    `第 ${line} 行的“${content}”不是认识的 ${dialect} 内容。请删去，或改用${designer}里的元素。`,
    oneLine(message),
    line,
  );
}

/** The file cannot be read at all. */
export function reportUnreadable(fault: unknown, words: string, report: Report): void {
  const reason = fault instanceof Error ? fault.message : String(fault);
  report.error(null, 'xml_unreadable', words, oneLine(reason));
}

/** The parser counts lines from 0. */
function lineIn(message: string): number | null {
  const line = /line: (\d+)/.exec(message)?.[1];
  return line === undefined ? null : Number(line) + 1;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, 300);
}
