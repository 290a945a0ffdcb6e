import type { Instance } from '../../core/instance.ts';
import type { CaseDiagram } from '../../http/resources/cases/schemas.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { completedElements, takenFlows } from './case-history.ts';
import { findCase } from './find-case.ts';

/** The diagram of the case's own version with where it stands now. */
export async function readCaseDiagram(
  services: Services,
  actor: Actor,
  number: string,
): Promise<CaseDiagram> {
  const { db, clock } = services;
  const row = await findCase(services, actor, number);
  const [definition, instance, completed, flows, late] = await Promise.all([
    db('process_definition').where('key', row.definition_key).first<{ xml: string }>('xml'),
    db('process_instance').where('key', row.instance_key).first<{ data: Instance }>('data'),
    completedElements(db, row.instance_key),
    takenFlows(db, row.instance_key),
    db('user_task')
      .where({ instance_key: row.instance_key, state: 'created' })
      .where('due_at', '<', clock.now())
      .distinct<{ element_id: string }[]>('element_id'),
  ]);
  const tokens = countTokens(instance.data);
  return {
    xml: definition.xml,
    tokens,
    kept: completed.size > 0 || row.status === 'open',
    overdue: late.map(({ element_id }) => element_id),
    completed: [...completed.keys()].filter((id) => !(id in tokens)),
    takenFlows: flows,
  };
}

/** Element id → tokens on it; the scopes that hold tokens inside are not counted themselves. */
function countTokens(instance: Instance): Record<string, number> {
  const elements = Object.values(instance.elements);
  const scopes = new Set(elements.map(({ parentKey }) => parentKey));
  const tokens: Record<string, number> = {};
  for (const { key, elementId } of elements) {
    if (!scopes.has(key) && key !== instance.key) tokens[elementId] = (tokens[elementId] ?? 0) + 1;
  }
  return tokens;
}
