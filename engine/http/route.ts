import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { Actor } from '../policy/actor.ts';
import type { Services } from '../services.ts';
import type { FilesField, UploadedFile } from './middleware/body.ts';
import type { Node } from './node.ts';

/**
 * One route of `/api` or `/v2`. It parses, authorises and answers; rules live in commands and registers. The same schemas check
 * requests and describe them in the OpenAPI document. `authorize` is not optional: a route without it does not boot.
 */
export interface Route<P = unknown, Q = unknown, B = unknown, R = unknown> {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** `/api/members/:id` */
  path: string;
  /** One Chinese sentence for the docs page. */
  summary: string;
  authorize: Authorize;
  params?: z.ZodType<P>;
  query?: z.ZodType<Q>;
  body?: z.ZodType<B>;
  /** Shape of the JSON answer; absent for files and streams. */
  response?: z.ZodType<R>;
  /** Accepts multipart/form-data with one file in the field `file`; size limit in bytes. Its other fields are the body. */
  upload?: { maxBytes: number };
  /** Accepts multipart/form-data with files in this field; size limit of all together in bytes. `/v2` only. */
  files?: FilesField;
  /** Answers also while the actor must change an initial password first; only the session's own routes do. */
  beforePasswordChange?: boolean;
  /** A look that people do not do themselves: it does not keep the session alive. */
  passive?: boolean;
  handler(request: RouteRequest<P, Q, B>, services: Services): Promise<R | FileAnswer | EventStream | void>;
}

/**
 * `public`: anybody. `login`: any session (the handler narrows to the actor's own things).
 * Otherwise casbin decides resource × action for the actor's roles; its reach (own, org, subtree …) is applied by the
 * handler through `policy.where` (lists) or `policy.require` (single things).
 */
export type Authorize = 'public' | 'login' | { resource: string; action: string };

export interface RouteRequest<P, Q, B> {
  /** Present unless `authorize` is `public` and nobody is logged in. */
  actor: Actor;
  /** The actor when somebody is logged in; for public routes. */
  visitor: Actor | null;
  params: P;
  query: Q;
  body: B;
  file?: { name: string; buffer: Buffer };
  files?: UploadedFile[];
  ip: string;
  userAgent: string;
  /** The session token of the cookie, for the session resource alone. */
  sessionToken: string | null;
  /** Sets (or with null clears) the session cookie; it goes when the browser is closed. */
  setSession(token: string | null): void;
  /** For the rare route whose answer is not 200 (or 204 without a body) though nothing was thrown. */
  setStatus(status: number): void;
  node: Node;
  /** Aborted when the asking side went away. */
  signal: AbortSignal;
}

/** A download. */
export interface FileAnswer {
  file: Buffer | Readable;
  name: string;
  mime: string;
  /** Shown in the browser instead of downloaded. */
  inline?: boolean;
}

/** Server-sent events: `subscribe` calls `send` until the returned function is called, and `end` when there are no more. */
export interface EventStream {
  subscribe(send: (event: string, data: unknown) => void, end: () => void): () => void;
  /** Asked with every heartbeat; the stream ends when it says no. */
  goesOn(): Promise<boolean>;
}

/** Gives a route its types from its schemas. */
export function defineRoute<P = undefined, Q = undefined, B = undefined, R = unknown>(
  route: Route<P, Q, B, R>,
): Route {
  return route as unknown as Route;
}
