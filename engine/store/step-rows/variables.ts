import type { Event } from '../../core/events.ts';
import type { ElementInstance, Instance } from '../../core/instance.ts';
import type { JsonValue, Key } from '../../core/keys.ts';
import type { HeldInstance } from '../instances.ts';
import type { SavePart } from '../save-batch.ts';
import type { StepContext } from '../step-rows.ts';
import { all, part } from './part.ts';

/** What an index entry can hold; longer names stay in their instance and are not searched. */
const LONGEST_NAME = 500;

/** The value each variable has after the command; a scope that has ended keeps its last ones. */
export function variableParts({ events, instance }: HeldInstance, { now }: StepContext): SavePart[] {
  const scopes = new Map<Key, Record<string, JsonValue>>();
  for (const { scopeKey, values } of all(events, 'variablesSet')) {
    scopes.set(scopeKey, { ...scopes.get(scopeKey), ...values });
  }
  for (const { key, variables } of changedWhole(events, instance)) scopes.set(key, variables);
  const rows = [...scopes].flatMap(([scopeKey, values]) =>
    Object.entries(values)
      .filter(([name]) => name.length <= LONGEST_NAME)
      .map(([name, value]) => ({ s: scopeKey, n: name, v: JSON.stringify(value) })),
  );
  return part(rows, 'va', {
    text: `insert into variable_live (instance_key, updated_at, scope_key, name, value)
           select $1, $2, r.s, r.n, r.v from jsonb_to_recordset($3) as r(s bigint, n text, v text)
           on conflict (instance_key, scope_key, name) do update
             set value = excluded.value, updated_at = excluded.updated_at where variable_live.value <> excluded.value`,
    values: [instance.key, now],
  });
}

/** Scopes that came by variables without a word: begun again to be undone, or merged by a migration. */
function changedWhole(events: Event[], { elements }: Instance): ElementInstance[] {
  if (all(events, 'instanceMigrated').length > 0) return Object.values(elements);
  return all(events, 'elementActivated').flatMap(({ elementInstanceKey: key }) => elements[key] ?? []);
}
