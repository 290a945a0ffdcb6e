import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../engine/core/keys.ts';
import { lintForm } from '../../engine/forms/lint-form.ts';

const form = (...components: JsonObject[]): JsonObject => ({ id: 'f', type: 'default', components });
const text = (more: JsonObject): JsonObject => ({
  id: 'a',
  type: 'textfield',
  key: 'name',
  label: '姓名',
  ...more,
});

test('the forms as they are delivered leave nothing to say', async () => {
  const names = (await readdir('forms', { recursive: true })).filter((name) => name.endsWith('.form'));
  expect(names.length).toBeGreaterThan(20);
  for (const name of names) {
    const schema = JSON.parse(await readFile(path.join('forms', name), 'utf8')) as JsonObject;
    expect([name, lintForm(schema)]).toEqual([name, []]);
  }
});

test.each([
  ['form_empty', 'warning', null, form()],
  ['component_unknown', 'error', 'a', form({ id: 'a', type: 'iframe' })],
  ['key_unusable', 'error', 'a', form(text({ key: '1st name' }))],
  ['key_unusable', 'error', 'a', form(text({ key: '' }))],
  ['label_missing', 'warning', 'a', form(text({ label: '' }))],
  ['options_missing', 'error', 'a', form(text({ type: 'radio', values: [] }))],
  ['expression_unreadable', 'error', 'a', form(text({ conditional: { hide: '=(1 +' } }))],
  ['expression_unreadable', 'error', 'a', form(text({ properties: { check: '=name = "' } }))],
  ['earliest_unreadable', 'error', 'a', form(text({ type: 'datetime', properties: { earliest: '3WD' } }))],
  ['pattern_unreadable', 'error', 'a', form(text({ validate: { pattern: '(' } }))],
  ['key_twice', 'error', 'b', form(text({}), text({ id: 'b' }))],
  ['key_twice', 'error', 'b', form({ type: 'group', components: [text({}), text({ id: 'b' })] })],
])('%s is an %s at %s and says what to do', (code, severity, componentId, schema) => {
  const faults = lintForm(schema);
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatchObject({ code, severity, componentId });
  expect(faults[0]!.message).toMatch(/请|不能用/);
});

test('one key may serve two fields that conditions show in turn, or fields of different lists', () => {
  const shown = (id: string, hide: string) => text({ id, conditional: { hide } });
  expect(lintForm(form(shown('a', '=x = 1'), shown('b', '=x != 1')))).toEqual([]);
  const list = (id: string, at: string) => ({
    id,
    type: 'dynamiclist',
    path: at,
    components: [text({ id: `${id}1` })],
  });
  expect(lintForm(form(list('p', 'family'), list('q', 'friends'), text({})))).toEqual([]);
});
