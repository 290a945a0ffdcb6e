import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const engine = path.resolve(import.meta.dirname, '../../engine');

/**
 * What a room of the engine may use of the others at run time. Types may be looked at from anywhere, and the schemas of
 * the API (`schemas.ts`) are the contract that lists and screens share.
 */
const allowed: Record<string, string[]> = {
  core: [],
  bpmn: ['core', 'errors'],
  dmn: ['core', 'bpmn/scan-xml', 'bpmn/report', 'bpmn/report-content'],
  forms: ['core', 'errors'],
  documents: ['core', 'errors'],
  policy: ['core', 'store', 'errors'],
  store: ['core', 'bpmn', 'dmn', 'policy', 'errors', 'registers/audit'],
  lint: ['core', 'bpmn', 'forms', 'documents', 'policy'],
  channels: ['store', 'errors', 'http'],
  registers: ['core', 'bpmn', 'forms', 'documents', 'lint', 'policy', 'store', 'channels', 'errors'],
  effects: ['core', 'documents', 'lint', 'policy', 'store', 'registers', 'channels', 'errors', 'forms'],
  commands: [
    'core',
    'bpmn',
    'dmn',
    'documents',
    'forms',
    'lint',
    'policy',
    'store',
    'registers',
    'effects',
    'channels',
    'errors',
  ],
  workers: ['commands', 'core', 'store', 'registers', 'errors'],
  http: [
    'commands',
    'core',
    'forms',
    'policy',
    'store',
    'registers',
    'channels',
    'workers',
    'documents',
    'errors',
    'config',
    'bpmn',
    'log',
  ],
};

const files = readdirSync(engine, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
  .map((file) => file.replaceAll('\\', '/'));

/** Files of the engine that one imports for use, not only for types. */
function importsOf(file: string): string[] {
  const source = readFileSync(path.join(engine, file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
  const statements = source.matchAll(/^(?:import|export)\s+(?!type\b)[^;]*?from\s+'(\.[^']+)';/gm);
  const dynamic = source.matchAll(/\bimport\('(\.[^']+)'\)/g);
  return [...statements, ...dynamic].map(([, name]) =>
    path.relative(engine, path.resolve(engine, path.dirname(file), name!)).replaceAll('\\', '/'),
  );
}

const room = (file: string) => file.replace(/\.ts$/, '').split('/')[0]!;

test.each(Object.keys(allowed))('engine/%s uses only the rooms below it', (name) => {
  const within = [name, ...allowed[name]!];
  const outside = files
    .filter((file) => room(file) === name)
    .flatMap((file) => importsOf(file).map((imported) => ({ file, imported })))
    .filter(({ imported }) => !imported.endsWith('/schemas.ts'))
    .filter(
      ({ imported }) => !within.some((place) => `${imported.replace(/\.ts$/, '')}/`.startsWith(`${place}/`)),
    )
    .map(({ file, imported }) => `${file} → ${imported}`);
  expect(outside).toEqual([]);
});

// In the core, an element enters the next one: that circle is the token game itself.
test('outside the core no files import each other in a circle', () => {
  const graph = new Map(files.map((file) => [file, room(file) === 'core' ? [] : importsOf(file)]));
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, trail: string[]): void => {
    if (trail.includes(file)) circles.push([...trail.slice(trail.indexOf(file)), file].join(' → '));
    if (done.has(file) || trail.includes(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...trail, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  expect(circles).toEqual([]);
});

test('resources hold no SQL: they parse, authorise and answer', () => {
  const speaking = files
    .filter((file) => file.startsWith('http/resources/') || file.startsWith('http/v2/'))
    .filter((file) =>
      /\bdb\(|\.raw\(|\bselect .* from\b/.test(readFileSync(path.join(engine, file), 'utf8')),
    );
  expect(speaking).toEqual([]);
});

test('every file of the engine is short enough to hold one story', () => {
  const long = files.filter((file) => readFileSync(path.join(engine, file), 'utf8').split('\n').length > 300);
  expect(long).toEqual([]);
});
