import { findCatcher, goOnBy } from './catch.ts';
import { fail, type Failure } from './failure.ts';
import type { JsonObject, Key } from './keys.ts';
import type { ErrorDetails } from './model.ts';
import type { Run } from './run.ts';
import { terminate } from './terminate.ts';

/**
 * Throws a BPMN error from an element instance: to the nearest event that catches its code or every one, else to
 * the process that called this one, which then ends; a Failure when nobody is left to catch it.
 */
export function throwError(run: Run, from: Key, errorCode: string, variables: JsonObject): Failure | void {
  const catcher = findCatcher(run, from, ({ type, details }) => {
    if (type !== 'error') return 0;
    const { code } = details as ErrorDetails;
    return code === errorCode ? 2 : code === null ? 1 : 0;
  });
  if (catcher) return goOnBy(run, catcher, variables);
  const { caller } = run.instance;
  if (!caller)
    return fail('error_not_caught', `Expected error '${errorCode}' to be caught, but nothing catches it.`);
  terminate(run, run.instance.key);
  run.instance.state = 'cancelled';
  run.emit({ type: 'instanceCancelled' });
  run.effects.push({ type: 'throwToCaller', ...caller, errorCode, variables });
}
