import type { ProcessVersion } from '../../http/resources/studio/schemas.ts';
import type { Services } from '../../services.ts';
import { readForm, type Form } from '../../store/definitions.ts';
import { findVersion } from '../migrations/find-version.ts';
import { versionsOf } from './open-process.ts';

/**
 * A version as it was deployed, with the forms it is bound to; it never changes.
 * @throws `not_found`
 */
export async function openVersion(
  services: Services,
  processId: string,
  version: number,
): Promise<ProcessVersion> {
  const { db, pool } = services;
  const { definition, xml } = await findVersion(services, processId, version);
  const [versions, forms] = await Promise.all([
    versionsOf(db, processId),
    Promise.all(Object.values(definition.forms).map((key) => readForm(pool, pool, key))),
  ]);
  return { processId, name: definition.name, version, xml, forms: schemasOf(forms), versions };
}

function schemasOf(forms: Form[]): ProcessVersion['forms'] {
  return Object.fromEntries(forms.map(({ formId, schema }) => [formId, schema]));
}
