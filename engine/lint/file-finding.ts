import type { Finding } from '../core/finding.ts';

/** A finding as one meets it who has the files in front of him. */
export interface FileFinding {
  /** `processes/opinion.bpmn`, as one would open it. */
  file: string;
  /** From 1; null where it is about the file as a whole. */
  line: number | null;
  /** Element, component, column: whatever the file calls the place. */
  place: string | null;
  severity: Finding['severity'];
  code: string;
  message: string;
}

/** `processes/opinion.bpmn:71 t_handle “责任单位办理”…` */
export function writeFinding({ file, line, place, message }: FileFinding): string {
  return [`${file}${line === null ? '' : `:${line}`}`, place, message].filter(Boolean).join(' ');
}

/** By file and line, each once: what several processes share is found at each of them. */
export function inFileOrder(findings: FileFinding[]): FileFinding[] {
  const lines = new Map(findings.map((finding) => [writeFinding(finding), finding]));
  return [...lines.values()].sort(
    (one, other) =>
      (one.file < other.file ? -1 : Number(one.file > other.file)) || (one.line ?? 0) - (other.line ?? 0),
  );
}

/** Where a component of a form stands in its file. */
export function lineOfComponent(text: string, componentId: string): number | null {
  const at = [...text.matchAll(/"id"\s*:\s*"([^"]*)"/g)].find(([, id]) => id === componentId)?.index ?? -1;
  return at < 0 ? null : text.slice(0, at).split('\n').length;
}
