import type { JsonObject, JsonValue } from '../../../engine/core/keys.ts';
import { checkSubmission, type CheckedSubmission } from '../../../engine/forms/check-submission.ts';
import { isList } from '../../../engine/forms/instances.ts';
import { prefill } from '../../../engine/forms/prefill.ts';
import { isKeyed } from '../../../engine/forms/read-value.ts';
import { calmDown } from './calm-down.ts';
import type { Dice } from './dice.ts';
import { valueFor } from './draw-values.ts';
import { Person, type Seen } from './person.ts';

/** Something somebody does to a form. */
export type Deed =
  { write: string; value: JsonValue } | { addTo: string } | { removeFrom: string; row: number };

/** A form, what it was opened with, and what was done to it: all one needs to see it again. */
export interface Case {
  schema: JsonObject;
  context: JsonObject;
  deeds: Deed[];
}

/** What the page has, sends and says, and what the server makes of it. */
export interface Played {
  case: Case;
  /** Fields that can be seen, by path. */
  seen: Map<string, Seen['field']>;
  /** What form-js submits. */
  data: JsonObject;
  /** What form-js has against a field. */
  viewer: Map<string, string[]>;
  /** What the page says under it. */
  page: Map<string, string>;
  server: CheckedSubmission;
}

/** The office's clock. */
export const now = new Date('2026-11-25T00:30:00+08:00');

/** Opens a form, does things to it and submits it; null where the page itself never comes to rest. */
export function play(schema: JsonObject, context: JsonObject, doer: Dice | Deed[]): Played | null {
  const person = Person.open(schema, prefill(schema, context));
  try {
    const deeds = Array.isArray(doer) ? again(person, doer) : someDeeds(person, doer);
    if (!calmDown(person, schema)) return null;
    const seen = new Map(
      person
        .seen()
        .filter(({ field }) => isKeyed(field) || isList(field))
        .map(({ field, valuePath }) => [valuePath.join('.'), field]),
    );
    const page = person.pageErrors();
    const { data, sent, errors: viewer } = person.submit();
    const server = checkSubmission(schema, sent, context, now);
    return { case: { schema, context, deeds }, seen, data, viewer, page, server };
  } finally {
    person.leave();
  }
}

function someDeeds(person: Person, dice: Dice): Deed[] {
  return Array.from({ length: dice.below(10) }, () => {
    const usable = usableOf(person);
    if (usable.length === 0) return [];
    const one = dice.pick(usable);
    const deed = deedFor(person, one, dice);
    act(person, one, deed);
    return [deed];
  }).flat();
}

function deedFor(person: Person, one: Seen, dice: Dice): Deed {
  const path = one.valuePath.join('.');
  if (!isList(one.field)) return { write: path, value: valueFor(dice, one.field, person.offers(one)) };
  const rows = [person.valueOf(one) ?? []].flat().length;
  const isEnough = rows > 3 || (rows > 0 && dice.chance(40));
  return isEnough ? { removeFrom: path, row: dice.below(rows) } : { addTo: path };
}

function usableOf(person: Person): Seen[] {
  return person.seen().filter((one) => {
    if (person.isLocked(one)) return false;
    if (isList(one.field)) return one.field.allowAddRemove !== false;
    return isKeyed(one.field) && one.field.type !== 'expression';
  });
}

/** Deeds of before, as far as they can still be done: a change to the product may hide what they were done to. */
function again(person: Person, deeds: Deed[]): Deed[] {
  return deeds.filter((deed) => {
    const one = usableOf(person).find(({ valuePath }) => valuePath.join('.') === placeOf(deed));
    if (one) act(person, one, deed);
    return one !== undefined;
  });
}

function placeOf(deed: Deed): string {
  if ('write' in deed) return deed.write;
  return 'addTo' in deed ? deed.addTo : deed.removeFrom;
}

function act(person: Person, one: Seen, deed: Deed): void {
  if ('write' in deed) person.write(one, deed.value);
  else if ('addTo' in deed) person.addRow(one);
  else person.write(one, (person.valueOf(one) as JsonValue[]).toSpliced(deed.row, 1));
}
