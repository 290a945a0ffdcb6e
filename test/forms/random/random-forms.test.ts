// @vitest-environment jsdom
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { session } from '../../../admin-ui/src/api/session.ts';
import { differences } from './compare.ts';
import { Dice } from './dice.ts';
import { drawForm } from './draw-form.ts';
import { drawContext } from './draw-values.ts';
import { play, type Case } from './play-case.ts';

session.system = { ...session.system, today: '2026-11-25' };

const runs = Number(process.env.RANDOM_FORMS ?? 300);
const seed = Number(process.env.RANDOM_SEED ?? Date.now() % 2 ** 31);

const numbers = (most: number) => fc.array(fc.nat(9999), { maxLength: most, size: 'max' });

describe('random forms', () => {
  test(
    `get the same verdict from form-js, the page and the server: ${runs} forms, seed ${seed}`,
    () => {
      let unsettled = 0;
      const property = fc.property(numbers(160), numbers(80), numbers(60), (form, data, deeds) => {
        const schema = drawForm(new Dice(form));
        const context = drawContext(new Dice(data), schema);
        const played = play(schema, context, new Dice(deeds));
        if (!played) unsettled += 1;
        else expect(differences(played), keep(played.case)).toEqual([]);
      });
      fc.assert(property, { seed, numRuns: runs });
      expect(unsettled).toBeLessThan(runs / 10);
    },
    Math.max(60_000, runs * 1_000),
  );
});

const keep = (one: Case) => JSON.stringify(one);
