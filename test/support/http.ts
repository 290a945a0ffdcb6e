import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from 'vitest';
import { createApp } from '../../engine/http/app.ts';
import { PostgresChangeFeed } from '../../engine/http/live/change-feed.ts';
import { SESSION_COOKIE } from '../../engine/http/middleware/session.ts';
import type { Route } from '../../engine/http/route.ts';
import { closeServer, listen } from '../../engine/http/server.ts';
import { createLog } from '../../engine/log.ts';
import { openSession } from '../../engine/registers/sessions/open-session.ts';
import { useDatabase, type TestDatabase } from './database.ts';
import { createTestServices, type TestServices } from './services.ts';

export interface Answer<T = unknown> {
  status: number;
  headers: Headers;
  /** Parsed where it is JSON, else the text. */
  body: T;
}

/** Somebody at a browser: keeps the cookie, speaks JSON. */
export class Visitor {
  constructor(
    readonly url: string,
    public cookie: string | null = null,
  ) {}

  get = <T = Record<string, unknown>>(path: string) => this.request<T>('GET', path);
  post = <T = Record<string, unknown>>(path: string, body?: unknown) => this.request<T>('POST', path, body);
  put = <T = Record<string, unknown>>(path: string, body?: unknown) => this.request<T>('PUT', path, body);
  patch = <T = Record<string, unknown>>(path: string, body?: unknown) => this.request<T>('PATCH', path, body);
  delete = <T = Record<string, unknown>>(path: string, body?: unknown) =>
    this.request<T>('DELETE', path, body);

  /** Sends one file as a form with the given other fields. */
  upload<T = Record<string, unknown>>(
    path: string,
    name: string,
    content: Uint8Array,
    fields: Record<string, string> = {},
  ) {
    const form = new FormData();
    for (const [field, value] of Object.entries(fields)) form.set(field, value);
    form.set('file', new Blob([new Uint8Array(content)]), name);
    return this.send<T>('POST', path, { body: form });
  }

  request<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    const json =
      body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
    return this.send<T>(method, path, json);
  }

  /** As `fetch`, with this visitor's cookie. */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.cookie) headers.set('Cookie', this.cookie);
    const response = await fetch(new URL(path, this.url), { redirect: 'manual', ...init, headers });
    for (const line of response.headers.getSetCookie()) this.keep(line);
    return response;
  }

  private async send<T>(method: string, path: string, init: RequestInit): Promise<Answer<T>> {
    const response = await this.fetch(path, { ...init, method });
    const text = await response.text();
    const isJson = response.headers.get('Content-Type')?.includes('json') ?? false;
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson ? JSON.parse(text) : text) as T,
    };
  }

  private keep(line: string): void {
    const [pair] = line.split(';');
    if (!pair?.startsWith(`${SESSION_COOKIE}=`)) return;
    this.cookie = pair === `${SESSION_COOKIE}=` ? null : pair;
  }
}

export interface TestServer {
  readonly url: string;
  readonly services: TestServices;
  readonly database: TestDatabase;
  /** Lines of the server's log. */
  readonly log: string[];
  /** Nobody in particular. */
  visitor(): Visitor;
  /** With a session of the account, without going through its password. */
  loginAs(username: string): Promise<Visitor>;
  loginAsMember(memberId: string): Promise<Visitor>;
}

export interface ServerOptions {
  env?: Record<string, string>;
  demo?: boolean;
  ui?: string;
  routes?: Route[];
  /** Puts the SMS stand-in at its place, open to everybody or not. */
  standin?: { token: string; open: boolean };
  /** Off where a test answers with what no schema describes. */
  checkAnswers?: boolean;
}

/** Serves the whole API on a database of the test file's own; answers are held against their schemas. Read inside tests. */
export function useServer(options: ServerOptions = {}): TestServer {
  const database = useDatabase();
  const log: string[] = [];
  let services: TestServices;
  let server: Server;
  let changes: PostgresChangeFeed;
  let url: string;
  beforeAll(async () => {
    services = await createTestServices(database, options.env);
    const logger = createLog('debug', (line) => void log.push(line));
    changes = new PostgresChangeFeed(database.url, logger);
    await changes.open();
    const app = await createApp(services, {
      node: { log: logger, changes, demo: options.demo ?? false, workers: () => null },
      ui: options.ui,
      routes: options.routes,
      standin: options.standin,
      checkAnswers: options.checkAnswers ?? true,
    });
    server = await listen(app.callback(), { HOST: '127.0.0.1', PORT: 0 });
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await changes.close();
    server.closeAllConnections();
    await closeServer(server);
  });
  const enter = async (person: { accountId: string } | { memberId: string }) => {
    const token = await openSession(services, { person, method: 'password', ip: null, userAgent: null });
    return new Visitor(url, `${SESSION_COOKIE}=${token}`);
  };
  return {
    log,
    database,
    get url() {
      return url;
    },
    get services() {
      return services;
    },
    visitor: () => new Visitor(url),
    async loginAs(username) {
      const account = await database.db('account').where({ username }).first('id');
      if (!account) throw new Error(`Expected an account ${username}, but there is none.`);
      return enter({ accountId: account.id as string });
    },
    loginAsMember: (memberId) => enter({ memberId }),
  };
}
