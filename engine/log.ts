/**
 * The log of a node: one JSON line per entry on standard error. Personal data has no place in it, nor have URLs (they
 * hold names people searched for): give route patterns, codes and keys.
 */
export interface Log {
  error(what: string, fields?: Record<string, unknown>): void;
  info(what: string, fields?: Record<string, unknown>): void;
  debug(what: string, fields?: Record<string, unknown>): void;
}

const levels = ['silent', 'error', 'info', 'debug'] as const;
export type LogLevel = (typeof levels)[number];

export function createLog(
  level: LogLevel,
  write: (line: string) => void = (line) => void process.stderr.write(line),
): Log {
  const entry =
    (own: LogLevel) =>
    (what: string, fields: Record<string, unknown> = {}) => {
      if (levels.indexOf(own) > levels.indexOf(level)) return;
      write(`${JSON.stringify({ at: new Date().toISOString(), level: own, what, ...fields })}\n`);
    };
  return { error: entry('error'), info: entry('info'), debug: entry('debug') };
}
