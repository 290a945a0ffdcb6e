import fc from 'fast-check';
import { differences } from './compare.ts';
import { Dice } from './dice.ts';
import { drawForm } from './draw-form.ts';
import { drawContext } from './draw-values.ts';
import { play, type Case } from './play-case.ts';
import { smaller } from './smaller.ts';

/** A form about which page and server differ, as small as it got. */
export interface Found {
  differences: string[];
  case: Case;
}

export interface Checked {
  /** Forms that the page itself never comes to rest with. */
  unsettled: number;
  found: Found[];
}

const numbers = (most: number) => fc.array(fc.nat(9999), { maxLength: most, size: 'max' });

/** Plays random forms, the same ones for the same seed. Stops when it has found so many that differ. */
export function checkForms(runs: number, seed: number, enough = 5): Checked {
  const checked: Checked = { unsettled: 0, found: [] };
  const drawn = fc.property(numbers(160), numbers(80), numbers(60), (form, data, deeds) => {
    if (checked.found.length >= enough) return;
    const schema = drawForm(new Dice(form));
    const context = drawContext(new Dice(data), schema);
    const played = play(schema, context, new Dice(deeds));
    const differing = played ? differences(played) : [];
    if (!played) checked.unsettled += 1;
    else if (differing.length > 0) checked.found.push(small(played.case, differing));
  });
  // made smaller here, by what a form is made of, and not by the numbers it was drawn from
  fc.assert(drawn, { seed, numRuns: runs, endOnFailure: true });
  return checked;
}

/** By the same difference: another one, which is met on the way, would be found another time. */
function small(found: Case, [first]: string[]): Found {
  const one = smaller(found, (other) => differ(other).some((another) => kindOf(another) === kindOf(first!)));
  return { differences: differ(one), case: one };
}

/** Whatever the field is called, and the values are. */
function kindOf(difference: string): string {
  return difference.replace(/^[^:]*: /, '').replace(/(?<=(sends|keeps) ).*?(?=;|$)/g, '…');
}

/** How page and server differ about a form. */
export function differ({ schema, context, deeds }: Case): string[] {
  const played = play(schema, context, deeds);
  return played ? differences(played) : [];
}
