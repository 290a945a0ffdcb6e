import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { renderDocs, sketch } from '../../engine/http/docs-page.ts';
import { openApiDocument } from '../../engine/http/openapi.ts';
import { defineRoute, type Route } from '../../engine/http/route.ts';
import { useServer } from '../support/http.ts';

const routes: Route[] = [
  defineRoute({
    method: 'put',
    path: '/api/things/:id/draft',
    summary: '保存草稿 <b>',
    authorize: { resource: 'thing', action: 'edit' },
    params: z.object({ id: z.string() }),
    query: z.object({ limit: z.coerce.number().int().default(50), q: z.string().optional() }),
    body: z.object({ data: z.record(z.string(), z.json()) }),
    response: z.object({ savedAt: z.iso.datetime({ offset: true }), data: z.record(z.string(), z.json()) }),
    handler: async () => ({ savedAt: '', data: {} }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/things/file',
    summary: '上传',
    authorize: 'public',
    upload: { maxBytes: 10 },
    body: z.object({ kind: z.enum(['a', 'b']) }),
    handler: async () => undefined,
  }),
];

const server = useServer({ routes });

describe('The description of the API', () => {
  it('is made of the schemas that check requests', () => {
    // when
    const document = openApiDocument(routes, '1.2.3') as {
      openapi: string;
      paths: Record<string, Record<string, Record<string, unknown>>>;
      components: { schemas: Record<string, unknown> };
    };

    // then
    expect(document.openapi).toBe('3.1.0');
    const draft = document.paths['/api/things/{id}/draft']!.put!;
    expect(draft.parameters).toEqual([
      { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
      expect.objectContaining({ name: 'limit', in: 'query', required: false }),
      expect.objectContaining({ name: 'q', in: 'query', required: false }),
    ]);
    expect(draft.description).toContain('thing:edit');
    expect(JSON.stringify(document.paths['/api/things/file'])).toContain('multipart/form-data');
  });

  it('refers only to what it holds', () => {
    const document = openApiDocument(routes, '1') as Record<string, unknown>;
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, to]) => to!);
    expect(references.length).toBeGreaterThan(2);
    for (const reference of references) {
      const found = reference
        .slice(2)
        .split('/')
        .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], document);
      expect(found, reference).toBeDefined();
    }
  });

  it('is served, and readable as a page that needs nothing from elsewhere', async () => {
    // when
    const json = await server.visitor().get('/api/openapi.json');
    const page = await server.visitor().get<string>('/api/docs');

    // then
    expect(json.body.openapi).toBe('3.1.0');
    expect(page.body).toContain('PUT</span> <code>/api/things/:id/draft');
    expect(page.body).toContain('保存草稿 &#60;b&#62;');
    expect(page.body).toContain('SMS_GATEWAY_URL');
    expect(page.body).not.toMatch(/(src|href)="https?:/);
  });

  it('draws shapes as people write them', () => {
    expect(renderDocs(routes)).toContain('kind: &#34;a&#34; | &#34;b&#34;');
    expect(
      sketch({
        type: 'object',
        required: ['a'],
        properties: { a: { type: 'array', items: { type: 'string' } }, b: { type: 'number' } },
      }),
    ).toBe('{\n  a: [ string ]\n  b?: number\n}');
  });
});
