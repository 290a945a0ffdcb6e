import type Router from '@koa/router';
import { z } from 'zod';
import type { Route } from './route.ts';

type Json = { [name: string]: unknown };

/** `/api/openapi.json`: OpenAPI 3.1, made of the very schemas that check requests and answers. */
export function describeApi(router: Router, routes: Route[], version: string): void {
  let described: string | undefined;
  router.get('/api/openapi.json', (ctx) => {
    described ??= JSON.stringify(openApiDocument(routes, version));
    ctx.type = 'json';
    ctx.body = described;
  });
}

export function openApiDocument(routes: Route[], version: string): Json {
  const shared = new SharedSchemas();
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: describeRoute(route, shared) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '清河区基层党建大数据系统 API',
      version,
      description:
        '/api 是本系统页面所用的接口，除标明“任何人”的以外，都要先登录（POST /api/session），以 Cookie 识别身份；/v2 供外部程序调用，与 Camunda 8 的 Orchestration Cluster REST API 一致，以接口账号的用户名和密码（Basic）识别身份。',
    },
    paths,
    components: {
      schemas: { ...shared.all, Problem: problemSchema },
      responses: { Problem: problemResponse },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'qinghe_session' },
        basic: { type: 'http', scheme: 'basic' },
      },
    },
    security: [{ session: [] }],
  };
}

function describeRoute(route: Route, shared: SharedSchemas): Json {
  const body = requestBody(route, shared);
  return {
    tags: [tagOf(route)],
    operationId: operationId(route),
    summary: route.summary,
    description: whoMay(route),
    ...security(route),
    parameters: [...parameters(route.params, 'path', shared), ...parameters(route.query, 'query', shared)],
    ...(body ? { requestBody: body } : {}),
    responses: { ...answers(route, shared), default: { $ref: '#/components/responses/Problem' } },
  };
}

/** Programs send name and password with each request, screens a cookie. */
function security({ authorize, path }: Route): Json {
  if (authorize === 'public') return { security: [] };
  return path.startsWith('/v2/') ? { security: [{ basic: [] }] } : {};
}

export function whoMay({ authorize }: Route): string {
  if (authorize === 'public') return '任何人。';
  return authorize === 'login' ? '登录后即可。' : `需要权限 ${authorize.resource}:${authorize.action}。`;
}

export function tagOf({ path }: Route): string {
  const [first, second] = path.split('/').filter((part) => part !== '' && part !== 'api');
  return first === 'v2' ? `v2/${second}` : (first ?? '/');
}

function operationId({ method, path }: Route): string {
  const words = path
    .replace(/^\/api/, '')
    .split(/[/:-]+/)
    .filter(Boolean);
  return method + words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('');
}

function parameters(schema: z.ZodType | undefined, place: 'path' | 'query', shared: SharedSchemas): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = shared.read(schema, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

function requestBody(route: Route, shared: SharedSchemas): Json | undefined {
  const schema = route.body && shared.read(route.body, 'input');
  if (route.files) {
    const files = { type: 'array', items: { type: 'string', contentMediaType: 'application/octet-stream' } };
    const form = { type: 'object', properties: { [route.files.name]: files }, required: [route.files.name] };
    return { required: true, content: { 'multipart/form-data': { schema: form } } };
  }
  if (!route.upload) return schema && { required: true, content: { 'application/json': { schema } } };
  const { properties = {}, required = [] } = (schema ?? {}) as { properties?: Json; required?: string[] };
  const file = { type: 'string', contentMediaType: 'application/octet-stream' };
  const form = { type: 'object', properties: { file, ...properties }, required: ['file', ...required] };
  return { required: true, content: { 'multipart/form-data': { schema: form } } };
}

function answers(route: Route, shared: SharedSchemas): Json {
  if (!route.response) return { '200': { description: '文件、事件流，或没有内容（204）' } };
  const schema = shared.read(route.response, 'output');
  return { '200': { description: '成功', content: { 'application/json': { schema } } } };
}

/** Definitions that schemas refer to by name move to the document's components; equal ones become one. */
class SharedSchemas {
  readonly all: Record<string, Json> = {};
  readonly #names = new Map<string, string>();

  read(schema: z.ZodType, io: 'input' | 'output'): Json {
    const {
      $schema: _,
      $defs = {},
      ...own
    } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json & {
      $defs?: Record<string, Json>;
    };
    const renamed = Object.fromEntries(
      Object.entries($defs).map(([name, def]) => [name, this.#nameFor(def)]),
    );
    for (const [name, def] of Object.entries($defs)) this.all[renamed[name]!] ??= pointTo(def, renamed);
    return pointTo(own, renamed);
  }

  #nameFor(definition: Json): string {
    const text = JSON.stringify(definition);
    const name = this.#names.get(text) ?? `Shared${this.#names.size + 1}`;
    this.#names.set(text, name);
    return name;
  }
}

function pointTo(schema: Json, renamed: Record<string, string>): Json {
  const text = JSON.stringify(schema, (key, value: unknown) =>
    key === '$ref' && typeof value === 'string'
      ? value.replace(/^#\/\$defs\/(.+)$/, (_, name: string) => `#/components/schemas/${renamed[name]}`)
      : value,
  );
  return JSON.parse(text) as Json;
}

const problemSchema: Json = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: '固定的机器可读代码' },
    detail: { type: 'string', description: '给人看的中文说明' },
    fields: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'message'],
        properties: { field: { type: 'string' }, message: { type: 'string' } },
      },
    },
    reference: { type: 'string', description: '系统差错的编号，日志里可以查到' },
  },
};

const problemResponse: Json = {
  description: '没有办成（RFC 9457）',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};
