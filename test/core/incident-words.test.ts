import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { incidentCodes, incidentInWords } from '../../engine/core/incident-words.ts';

const core = path.resolve(import.meta.dirname, '../../engine/core');
/** Refusals of whole steps: nobody sees them as an incident. */
const refusals = [
  'already_started',
  'incident_not_found',
  'follower_there',
  'caller_waits',
  'instance_ended',
  'instance_suspended',
  'element_instance_not_found',
  'last_round',
  'not_earlier',
  'not_repeated',
  'not_suspended',
  'scope_ambiguous',
  'scope_not_found',
  'scope_repeats',
  'join_between',
  'listener_at_work',
  'not_waiting',
  'start_not_found',
  'trigger_unknown',
];

test('every incident the core can raise is told in Chinese words', () => {
  const codes = readdirSync(core, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const source = readFileSync(path.join(core, file), 'utf8');
      return [...source.matchAll(/\bfail\(\s*'(\w+)'|\{ code: '(\w+)', message/g)].map(
        (match) => match[1] ?? match[2]!,
      );
    });
  const raised = [...new Set(codes)].filter((code) => !refusals.includes(code));
  expect(raised.sort()).toEqual(incidentCodes().sort());
});

test('an incident says what to do, also one that is not known here', () => {
  for (const code of [...incidentCodes(), 'something_new']) expect(incidentInWords(code)).toMatch(/请/);
});
