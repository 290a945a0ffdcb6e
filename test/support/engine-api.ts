import { createCamundaClient, type CamundaClient } from '@camunda8/orchestration-cluster-api';
import { afterAll, beforeAll, inject } from 'vitest';
import { boot, type Booted } from '../../engine/boot.ts';
import { readConfig } from '../../engine/config.ts';
import { plantApiAccount, type ApiAccount } from './api-account.ts';
import { cloneTemplate, dropDatabase } from './database.ts';
import { officeSettings } from './office-settings.ts';
import type { ProcessBuilder } from './process.ts';

/** The client's types give each kind of key a brand of its own; tests hand them on as the texts they are. */
type Plain<T> = T extends string & { readonly __brand: unknown }
  ? string
  : T extends (...args: infer A) => infer R
    ? (...args: { [I in keyof A]: Plain<A[I]> }) => Plain<R>
    : T extends Promise<infer P>
      ? Promise<Plain<P>>
      : T extends object
        ? { [K in keyof T]: Plain<T[K]> }
        : T;

export type ApiClient = Plain<Omit<CamundaClient, 'createJobWorker'>> &
  Pick<CamundaClient, 'createJobWorker'>;

/** A node that serves the engine API, with its workers, and a program that speaks to it as Camunda's clients do. */
export interface EngineApi {
  readonly url: string;
  readonly node: Booted;
  readonly account: ApiAccount;
  /** The public client; every request and every answer is held against its schemas. */
  readonly client: ApiClient;
  /** What the client never sends: any request, with the account's password unless given otherwise. */
  call<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    authorization?: string | null,
  ): Promise<{ status: number; headers: Headers; body: T }>;
  /** Deploys diagrams as files. */
  deploy(...drawings: ProcessBuilder[]): Promise<void>;
}

/** Starts a node for the test file. Read its fields inside tests. */
export function useEngineApi(env: Record<string, string> = {}): EngineApi {
  let databaseUrl: string;
  let node: Booted;
  let account: ApiAccount;
  let client: ApiClient;
  beforeAll(async () => {
    databaseUrl = await cloneTemplate(inject('templateUrl'));
    const settings = officeSettings({ DATABASE_URL: databaseUrl, DEMO: 'off', CLOCK_API: 'on', ...env });
    node = await boot(readConfig(settings), { ui: 'none', checkAnswers: true });
    account = await plantApiAccount(node.services.db);
    client = clientOf(node.url, account);
  });
  afterAll(async () => {
    await node?.close();
    await dropDatabase(databaseUrl);
  });
  const api: EngineApi = {
    get url() {
      return node.url;
    },
    get node() {
      return node;
    },
    get account() {
      return account;
    },
    get client() {
      return client;
    },
    async call(method, path, body, authorization = basic(account)) {
      const response = await fetch(new URL(path, node.url), {
        method,
        headers: {
          ...(authorization === null ? {} : { Authorization: authorization }),
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const text = await response.text();
      const isJson = response.headers.get('Content-Type')?.includes('json') ?? false;
      return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
    },
    async deploy(...drawings) {
      const resources = drawings.map((drawing) => new File([drawing.xml()], `${drawing.id}.bpmn`));
      await client.createDeployment({ resources } as never);
    },
  };
  return api;
}

export function basic({ username, password }: ApiAccount): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

export function clientOf(url: string, { username, password }: ApiAccount, validation = 'strict'): ApiClient {
  const client = createCamundaClient({
    config: {
      CAMUNDA_REST_ADDRESS: url,
      CAMUNDA_AUTH_STRATEGY: 'BASIC',
      CAMUNDA_BASIC_AUTH_USERNAME: username,
      CAMUNDA_BASIC_AUTH_PASSWORD: password,
      CAMUNDA_SDK_VALIDATION: validation,
      CAMUNDA_SDK_LOG_LEVEL: 'silent',
      // what is answered the first time is what is tested
      CAMUNDA_SDK_HTTP_RETRY_MAX_ATTEMPTS: '1',
    } as never,
  });
  return client as unknown as ApiClient;
}

/**
 * Where requests are only warned of: held against its schemas strictly, this version of the client loses the cursor of a
 * page, which it takes for one by offset. Answers are held against them all the same.
 */
export const CURSORS = 'req:warn,res:strict';

/** Searches are answered from what is committed: there is nothing to wait for. */
export const now = { consistency: { waitUpToMs: 0 } };
