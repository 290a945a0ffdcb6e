/** What the server said about why something did not work; `message` is a sentence to show as it is. */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly fields: FieldFault[] = [],
    readonly details: Record<string, unknown> = {},
  ) {
    super(message);
    this.name = 'ApiProblem';
  }
}

export interface FieldFault {
  field: string;
  message: string;
}

export type Query = Record<string, string | number | boolean | null | undefined>;

let onLoggedOut: () => void = () => undefined;

/** The router says what to do when the server no longer knows the session. */
export function whenLoggedOut(listener: () => void): void {
  onLoggedOut = listener;
}

/** How long the server may take, in ms, before a request ends with a message. */
const USUAL_LIMIT = 30_000;
/** For what takes its time: files, imports, deployments, migrations. */
export const LONG_LIMIT = 120_000;

export const api = {
  get: <T>(path: string, query?: Query) => request<T>('GET', withQuery(path, query)),
  post: <T = void>(path: string, body?: unknown) => request<T>('POST', path, body),
  /** As `post`, for what may take the server minutes. */
  postLong: <T = void>(path: string, body?: unknown) => request<T>('POST', path, body, LONG_LIMIT),
  put: <T = void>(path: string, body?: unknown) => request<T>('PUT', path, body),
  patch: <T = void>(path: string, body?: unknown) => request<T>('PATCH', path, body),
  delete: <T = void>(path: string, query?: Query) => request<T>('DELETE', withQuery(path, query)),
  upload<T>(path: string, file: File, fields: Record<string, string> = {}) {
    const form = new FormData();
    // fields first: a server that reads in order knows them before the file comes
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', file, file.name);
    return request<T>('POST', path, form, LONG_LIMIT);
  },
};

/** Empty values are left out. */
export function withQuery(path: string, query: Query = {}): string {
  const filled = Object.entries(query).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  );
  if (filled.length === 0) return path;
  return `${path}?${new URLSearchParams(filled.map(([name, value]) => [name, String(value)]))}`;
}

async function request<T>(method: string, path: string, body?: unknown, limit = USUAL_LIMIT): Promise<T> {
  const { status, ok, text } = await send(method, path, body, limit);
  if (status === 204) return undefined as T;
  if (ok) return (text === '' ? undefined : JSON.parse(text)) as T;
  const problem = readProblem(status, text);
  if (problem.code === 'not_logged_in') onLoggedOut();
  throw problem;
}

/** The whole answer; one that stops half-way counts as none. */
async function send(method: string, path: string, body: unknown, limit: number) {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (body !== undefined && !(body instanceof FormData)) headers['Content-Type'] = 'application/json';
  const content = body === undefined ? null : body instanceof FormData ? body : JSON.stringify(body);
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), limit);
  try {
    const { signal } = abort;
    const response = await fetch(path, {
      method,
      headers,
      body: content,
      credentials: 'same-origin',
      signal,
    });
    return { status: response.status, ok: response.ok, text: await response.text() };
  } catch {
    throw abort.signal.aborted ? noAnswer(method) : offline(method);
  } finally {
    clearTimeout(timer);
  }
}

const offline = (method: string) =>
  new ApiProblem(0, 'offline', `连不上服务器，请检查网络后重试。${stillThere(method)}`);
const noAnswer = (method: string) =>
  new ApiProblem(0, 'no_answer', `服务器没有回应，请检查网络后重试。${stillThere(method)}`);
const stillThere = (method: string) => (method === 'GET' ? '' : '已填写的内容还在页面上。');

function readProblem(status: number, text: string): ApiProblem {
  try {
    const { code, title, detail, fields, ...details } = JSON.parse(text) as Record<string, unknown>;
    return new ApiProblem(
      status,
      String(code ?? 'unknown'),
      String(detail ?? title ?? '没有办成，请稍后再试。'),
      (fields as FieldFault[] | undefined) ?? [],
      details,
    );
  } catch {
    return new ApiProblem(status, 'unknown', `服务器没有正常回答（${status}），请稍后再试。`);
  }
}

/** The sentence to show for whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof ApiProblem ? error.message : '页面出了差错，请刷新后重试。';
}
