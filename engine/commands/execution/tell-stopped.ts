import { incidentInWords } from '../../core/incident-words.ts';
import { elementOf } from '../../core/model.ts';
import { retryUnits } from '../../registers/cases/retry-units.ts';
import type { HeldInstance } from '../../store/instances.ts';
import { notifyUnit } from './notices.ts';
import type { Run } from './run.ts';

/** Tells the units that may try again that a case has stopped. Who tries again sees himself whether it has helped. */
export async function tellStopped(run: Run, { caseFile, definition, events }: HeldInstance): Promise<void> {
  if (!caseFile || !events.some(({ type }) => type === 'incidentRaised')) return;
  const raised = events.filter((event) => event.type === 'incidentRaised');
  const resolved = new Set(
    events.flatMap((event) => (event.type === 'incidentResolved' ? [event.incidentKey] : [])),
  );
  const isTrial = [...resolved].some((key) => !raised.some(({ incidentKey }) => incidentKey === key));
  const [incident] = raised.filter(({ incidentKey }) => !resolved.has(incidentKey));
  if (isTrial || !incident) return;
  const name = elementOf(definition.model, incident.elementId).name || incident.elementId;
  const { id, orgCode, title, number } = caseFile;
  for (const { code, reads } of await retryUnits(run.services, run.tx.knex, { id, orgCode })) {
    notifyUnit(run, {
      orgCode: code,
      // who runs the system without seeing cases learns which one it is, and no more
      caseId: reads ? id : null,
      title: reads ? `办件停住了：${title} ${number}` : `办件停住了：${number}`,
      body: `“${name}”没有办成。${incidentInWords(incident.code)}`,
    });
  }
}
