import type { Problem } from '../../errors.ts';

/** RFC 9457 as Camunda writes it: `title` is the word its clients look at. */
export interface ProblemDetail {
  type: 'about:blank';
  title: string;
  status: number;
  detail: string;
  instance: string;
  /** This engine's own word for the fault. */
  code: string;
}

const titles: Record<number, string> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  409: 'INVALID_STATE',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL_ERROR',
  501: 'UNIMPLEMENTED',
  503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
};

const ownTitles: Record<string, string> = {
  busy: 'RESOURCE_EXHAUSTED',
  already_exists: 'ALREADY_EXISTS',
};

/**
 * @param instance the path that was asked for
 * @param reference of the log's entry, where something went wrong that nobody expected
 */
export function problemDetail(problem: Problem, instance: string, reference?: string): ProblemDetail {
  const { code } = problem;
  const status = statusOf(problem);
  const detail = wordsOf(problem);
  return {
    type: 'about:blank',
    title: ownTitles[code] ?? titles[status] ?? 'UNKNOWN',
    status,
    detail: reference ? `${detail} (${reference})` : detail,
    instance,
    code,
  };
}

/** What cannot be processed is an invalid argument there; what is busy is tried again by its clients. */
function statusOf({ code, status }: Problem): number {
  if (code === 'busy') return 503;
  return status === 422 ? 400 : status;
}

interface Finding {
  diagram?: string;
  elementId?: string | null;
  line?: number | null;
  severity: string;
  message: string;
  messageEn?: string;
}

/** English where the engine has it: whoever reads this writes programs. */
function wordsOf({ message, details }: Problem): string {
  const { findings, fields, expected } = details as {
    findings?: Finding[];
    fields?: { field: string; message: string }[];
    expected?: string;
  };
  if (findings) {
    const errors = findings.filter(({ severity }) => severity === 'error');
    return errors.map(writeFinding).join('\n');
  }
  if (fields) return `${message} ${fields.map((fault) => `'${fault.field}': ${fault.message}`).join('; ')}`;
  return expected ?? message;
}

function writeFinding({ diagram, elementId, line, message, messageEn }: Finding): string {
  const place = [diagram, elementId && `element '${elementId}'`, line && `line ${line}`].filter(Boolean);
  return `${place.join(', ')}: ${messageEn ?? ''} ${message}`;
}
