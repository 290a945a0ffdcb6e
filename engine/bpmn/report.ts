import type { Fault, Finding } from '../core/finding.ts';
import { MOST_FINDINGS } from './limits.ts';

/** Collects findings while a file is read, and knows on which line each element stands. */
export class Report {
  readonly findings: Finding[] = [];
  readonly #told = { error: 0, warning: 0 };

  constructor(readonly lineOf: (id: string) => number | null) {}

  /** Beyond `MOST_FINDINGS` of a severity there is only one more, which says so. */
  add(elementId: string | null, fault: Fault, line?: number | null): void {
    const told = ++this.#told[fault.severity];
    if (told > MOST_FINDINGS + 1) return;
    if (told > MOST_FINDINGS) {
      this.findings.push({ elementId: null, line: null, ...andMore(fault.severity) });
      return;
    }
    this.findings.push({
      elementId,
      line: line ?? (elementId === null ? null : this.lineOf(elementId)),
      ...fault,
    });
  }

  error(
    elementId: string | null,
    code: string,
    message: string,
    messageEn: string,
    line?: number | null,
  ): void {
    this.add(elementId, { severity: 'error', code, message, messageEn }, line);
  }

  warning(elementId: string | null, code: string, message: string, messageEn: string): void {
    this.add(elementId, { severity: 'warning', code, message, messageEn });
  }

  /** Refuses something by the name people know it by. */
  refuse(elementId: string, name: string, type: string, advice = '请换成支持的元素'): void {
    const line = this.lineOf(elementId);
    const where = line === null ? '' : `第 ${line} 行，`;
    this.error(
      elementId,
      'unsupported_element',
      `暂不支持“${name}”（${where}编号 ${elementId}）。${advice}。`,
      `Element '${elementId}'${line === null ? '' : ` on line ${line}`}: ${type} is not executed by this engine.`,
    );
  }

  get failed(): boolean {
    return this.#told.error > 0;
  }
}

/** The same for findings that are no report's. */
export function firstFindings<T extends Finding>(findings: T[]): (T | Finding)[] {
  const severities = ['error', 'warning'] as const;
  const kept = severities.flatMap((severity) => {
    const all = findings.filter((one) => one.severity === severity);
    if (all.length <= MOST_FINDINGS) return all;
    return [...all.slice(0, MOST_FINDINGS), { elementId: null, line: null, ...andMore(severity) }];
  });
  return kept.length === findings.length ? findings : kept;
}

function andMore(severity: Fault['severity']): Fault {
  return {
    severity,
    code: 'more_findings',
    message: `问题太多，只列出前 ${MOST_FINDINGS} 处。请先改这些，再检查一次。`,
    messageEn: `Only the first ${MOST_FINDINGS} findings are told; there are more.`,
  };
}
