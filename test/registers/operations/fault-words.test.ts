import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { incidentCodes } from '../../../engine/core/incident-words.ts';
import {
  migrationFaultCodes,
  migrationFaultInWords,
  refusalCodes,
  refusalWords,
} from '../../../engine/registers/operations/fault-words.ts';

const core = path.resolve(import.meta.dirname, '../../../engine/core');
const sourceOf = (file: string) => readFileSync(path.join(core, file), 'utf8');
const files = readdirSync(core, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

/** Codes of failures as the sources write them: `fail('code', …)`. */
const failures = new Set(
  files.flatMap((file) => [...sourceOf(file).matchAll(/\bfail\(\s*'(\w+)'/g)].map(([, code]) => code!)),
);
const isChinese = /^[^a-zA-Z_]*[\u4e00-\u9fa5][^a-zA-Z_]*。$/;

test('every reason the core has for refusing has a sentence of its own', () => {
  // the sources are read as they should be
  expect([...failures]).toEqual(
    expect.arrayContaining(['scope_ambiguous', 'scope_repeats', 'element_not_found', 'expression_failed']),
  );
  const known = new Set([...refusalCodes(), ...incidentCodes()]);
  expect([...failures].filter((code) => !known.has(code))).toEqual([]);
  for (const code of failures) expect(refusalWords(code)).toMatch(isChinese);
});

test('no sentence is about a reason that the core does not have', () => {
  expect(refusalCodes().filter((code) => !failures.has(code))).toEqual([]);
});

test('every reason against a migration has a sentence that names the step', () => {
  const codes = new Set([...sourceOf('migrate.ts').matchAll(/code: '(\w+)'/g)].map(([, code]) => code!));
  expect(codes.size).toBeGreaterThan(6);
  expect([...codes].toSorted()).toEqual(migrationFaultCodes().toSorted());
  for (const code of codes) {
    const sentence = migrationFaultInWords(code as 'not_mapped', '支部受理');
    expect(sentence).toContain('“支部受理”');
    expect(sentence).toMatch(isChinese);
  }
});

test('no two reasons have the same sentence', () => {
  const sentences = [
    ...refusalCodes().map(refusalWords),
    ...migrationFaultCodes().map((code) => migrationFaultInWords(code as 'not_mapped', '')),
  ];
  expect(new Set(sentences).size).toBe(sentences.length);
});
