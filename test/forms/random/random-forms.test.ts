// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { session } from '../../../admin-ui/src/api/session.ts';
import { checkForms } from './check-forms.ts';

session.system = { ...session.system, today: '2026-11-25' };

// a commit is not to be judged by chance: other forms are drawn by those who ask for them
const runs = Number(process.env.RANDOM_FORMS ?? 300);
const seed = Number(process.env.RANDOM_SEED ?? 20261125);

test(
  `form-js, the page and the server give random forms the same verdict: ${runs} forms, seed ${seed}`,
  () => {
    const { unsettled, found } = checkForms(runs, seed);
    const cases = found.map((one) => `${one.differences.join('\n')}\n${JSON.stringify(one.case)}`);
    expect(cases.join('\n\n'), 'what differs, and about which form').toBe('');
    expect(unsettled).toBeLessThan(runs / 10);
  },
  Math.max(120_000, runs * 1_000),
);
