import type Router from '@koa/router';
import { describeSettings } from '../config.ts';
import { escapeHtml } from './html.ts';
import { openApiDocument, tagOf, whoMay } from './openapi.ts';
import type { Route } from './route.ts';

type Schema = {
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  format?: string;
  $ref?: string;
};

interface Operation {
  parameters: { name: string; in: string; required: boolean; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: { '200': { content?: { 'application/json': { schema: Schema } } } };
}

/** `/api/docs`: the same description for people, on one page that needs nothing from elsewhere. */
export function docsPage(router: Router, routes: Route[]): void {
  let page: string | undefined;
  router.get('/api/docs', (ctx) => {
    page ??= renderDocs(routes);
    ctx.type = 'html';
    ctx.body = page;
  });
}

export function renderDocs(routes: Route[]): string {
  const paths = openApiDocument(routes, '').paths as Record<string, Record<string, Operation>>;
  const tags = [...new Set(routes.map(tagOf))];
  const sections = tags.map((tag) => {
    const own = routes.filter((route) => tagOf(route) === tag);
    return `<section id="${tag}"><h2>${tag}</h2>${own.map((route) => describe(route, paths)).join('')}</section>`;
  });
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>接口说明</title><style>${style}</style></head>
<body><nav><strong>接口说明</strong>${tags.map((tag) => `<a href="#${tag}">${tag}</a>`).join('')}<a href="#settings">设置</a>
<a href="/api/openapi.json">openapi.json</a></nav>
<main><h1>接口说明</h1>
<p>页面所用的全部接口，与检查请求的规则同出一处。没有办成时一律答 <code>application/problem+json</code>：<code>code</code> 固定不变，<code>detail</code> 是给人看的中文。</p>
${sections.join('\n')}
<section id="settings"><h2>设置（环境变量）</h2><table><tr><th>名称</th><th>含义</th><th>默认</th></tr>
${describeSettings()
  .map((one) =>
    row([`<code>${one.name}</code>`, escapeHtml(one.meaning), `<code>${escapeHtml(one.default)}</code>`]),
  )
  .join('')}</table></section>
</main></body></html>`;
}

function describe(route: Route, paths: Record<string, Record<string, Operation>>): string {
  const operation = paths[route.path.replaceAll(/:(\w+)/g, '{$1}')]![route.method]!;
  const answer = operation.responses['200'].content?.['application/json'].schema;
  const [body] = Object.values(operation.requestBody?.content ?? {});
  return `<article><h3><span class="method ${route.method}">${route.method.toUpperCase()}</span> <code>${escapeHtml(route.path)}</code></h3>
<p>${escapeHtml(route.summary)}</p><p class="who">${escapeHtml(whoMay(route))}</p>
${parametersTable(operation)}${body ? shape('提交', body.schema) : ''}${answer ? shape('回答', answer) : ''}</article>`;
}

function parametersTable({ parameters }: Operation): string {
  if (parameters.length === 0) return '';
  const rows = parameters.map(({ name, in: place, required, schema }) =>
    row([
      `<code>${escapeHtml(name)}</code>`,
      place === 'path' ? '路径' : '查询',
      escapeHtml(typeName(schema)),
      required ? '必填' : '',
    ]),
  );
  return `<table><tr><th>参数</th><th>位置</th><th>类型</th><th></th></tr>${rows.join('')}</table>`;
}

function row(cells: string[]): string {
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

function shape(title: string, schema: Schema): string {
  return `<details><summary>${title}</summary><pre>${escapeHtml(sketch(schema))}</pre></details>`;
}

/** A schema as people write shapes down: `{ name: string, kind?: "a" | "b" }`. */
export function sketch(schema: Schema, indent = ''): string {
  if (schema.type === 'array' && schema.items) return `[ ${sketch(schema.items, indent)} ]`;
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants) return variants.map((variant) => sketch(variant, indent)).join(' | ');
  if (schema.type !== 'object' || !schema.properties) return typeName(schema);
  const inner = `${indent}  `;
  const lines = Object.entries(schema.properties).map(
    ([name, property]) =>
      `${inner}${name}${schema.required?.includes(name) ? '' : '?'}: ${sketch(property, inner)}`,
  );
  return `{\n${lines.join('\n')}\n${indent}}`;
}

function typeName(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.$ref) return 'JSON';
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants) return variants.map(typeName).join(' | ');
  const type = [schema.type ?? 'any'].flat().join(' | ');
  return schema.format ? `${type}（${schema.format}）` : type;
}

const style = `
body { font: 15px/1.6 system-ui, 'WenQuanYi Zen Hei', 'Microsoft YaHei', sans-serif; margin: 0; color: #1f2329; display: grid; grid-template-columns: 200px minmax(0, 1fr); }
nav { position: sticky; top: 0; height: 100vh; overflow: auto; box-sizing: border-box; padding: 24px 16px; background: #f4f5f7; display: flex; flex-direction: column; gap: 6px; }
main { padding: 24px 32px; max-width: 900px; }
a { color: #1a56a8; }
article { border-top: 1px solid #dfe2e8; padding: 12px 0; }
h3 { font-size: 15px; margin: 0; }
p { margin: 4px 0; } .who { color: #5a6170; font-size: 13px; }
.method { display: inline-block; min-width: 56px; font: 600 12px/1.6 monospace; color: #1a56a8; }
.method.delete { color: #a8281a; } .method.get { color: #1f6b3a; }
table { border-collapse: collapse; margin: 8px 0; width: 100%; } td, th { border: 1px solid #dfe2e8; padding: 4px 10px; text-align: left; vertical-align: top; }
pre { background: #f4f5f7; padding: 12px; overflow: auto; font-size: 13px; } summary { cursor: pointer; color: #1a56a8; }
@media (max-width: 760px) { body { display: block; } nav { position: static; height: auto; flex-flow: row wrap; } main { padding: 16px; } }`;
