import { findCatcher, goOnBy } from './catch.ts';
import type { JsonObject, Key } from './keys.ts';
import type { EscalationDetails } from './model.ts';
import type { Run } from './run.ts';

/**
 * Throws an escalation from an element instance to the nearest event that catches its code or every one, else to the
 * process that called this one. One that nobody catches is no mistake: the thrower goes on.
 */
export function throwEscalation(run: Run, from: Key, escalationCode: string, variables: JsonObject): void {
  const catcher = findCatcher(run, from, ({ type, details }) => {
    if (type !== 'escalation') return 0;
    const { code } = details as EscalationDetails;
    return code === escalationCode ? 2 : code === null ? 1 : 0;
  });
  run.emit({
    type: 'escalationThrown',
    elementInstanceKey: from,
    elementId: run.get(from).elementId,
    escalationCode,
    caught: catcher !== null,
  });
  if (catcher) return goOnBy(run, catcher, variables);
  const { caller } = run.instance;
  if (caller) run.effects.push({ type: 'escalateToCaller', ...caller, escalationCode, variables });
}
