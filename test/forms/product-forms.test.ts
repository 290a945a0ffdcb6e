// @vitest-environment jsdom
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readFeel } from '../../engine/core/feel.ts';
import type { JsonObject, JsonValue } from '../../engine/core/keys.ts';
import { checkSubmission } from '../../engine/forms/check-submission.ts';
import { submitInViewer } from './viewer.ts';

const folder = path.resolve('forms');
const forms = readdirSync(folder, { recursive: true })
  .map(String)
  .filter((name) => name.endsWith('.form'))
  .map((name) => [name, JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as JsonObject] as const);

describe('the forms of the product', () => {
  it('have ids of their own', () => {
    const ids = forms.map(([, schema]) => schema.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(forms)('%s has expressions that can be read', (_name, schema) => {
    const unreadable = expressionsIn(schema).filter((text) => readFeel(text) !== null);
    expect(unreadable).toEqual([]);
  });

  it.each(forms)('%s opens in the viewer, and says the same untouched', async (_name, schema) => {
    // when
    const { data, faulty } = await submitInViewer(schema, {}, {});
    const server = checkSubmission(schema, data, {}, new Date());

    // then
    const viewer = faulty.map((id) => labelOf(schema, id));
    const missing = server.faults.filter(({ message }) => message.startsWith('请')).map(({ field }) => field);
    for (const key of viewer) expect(missing).toContain(key);
  });
});

function expressionsIn(value: JsonValue, property = ''): string[] {
  if (typeof value === 'string') {
    if (value.startsWith('=')) return [value];
    return property === 'check' ? [`=${value}`] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => expressionsIn(member as JsonValue, name));
}

/** Where the value of a component lives; rows are the first ones. */
function labelOf(schema: JsonObject, id: string): string | undefined {
  return find(schema.components as JsonObject[], []);

  function find(components: JsonObject[], base: string[]): string | undefined {
    for (const component of components) {
      const inside = component.path ? [...base, String(component.path)] : base;
      if (component.id === id) return [...base, String(component.key)].join('.');
      const rows = component.type === 'dynamiclist' ? [...inside, '0'] : inside;
      const found = component.components && find(component.components as JsonObject[], rows);
      if (found) return found;
    }
    return undefined;
  }
}
