import type { Failure } from './failure.ts';
import type { Incident } from './instance.ts';
import type { Key } from './keys.ts';
import type { Run } from './run.ts';

/** Parks an element instance until somebody mends the cause and the trigger `incidentResolved` tries it again. */
export function raiseIncident(
  run: Run,
  elementInstanceKey: Key,
  { code, message }: Pick<Failure, 'code' | 'message'>,
  retry: Incident['retry'],
  jobKey?: Key,
): void {
  const incidentKey = run.env.nextKey();
  const { elementId } = run.get(elementInstanceKey);
  run.instance.incidents[incidentKey] = { elementInstanceKey, code, message, retry };
  run.emit({
    type: 'incidentRaised',
    incidentKey,
    elementInstanceKey,
    elementId,
    code,
    message,
    ...(jobKey === undefined ? {} : { jobKey }),
  });
}

export function hasIncident({ instance }: Run, elementInstanceKey: Key, code: string): boolean {
  return Object.values(instance.incidents).some(
    (one) => one.elementInstanceKey === elementInstanceKey && one.code === code,
  );
}

export function closeIncident(run: Run, incidentKey: Key): void {
  delete run.instance.incidents[incidentKey];
  run.emit({ type: 'incidentResolved', incidentKey });
}

/** Incidents end with the element instance they are about. */
export function closeIncidentsOf(run: Run, elementInstanceKey: Key): void {
  for (const [key, incident] of Object.entries(run.instance.incidents)) {
    if (incident.elementInstanceKey === elementInstanceKey) closeIncident(run, key);
  }
}
