import type { CallDetails } from '../../core/behaviours/call-activity.ts';
import type { RuleDetails } from '../../core/behaviours/business-rule-task.ts';
import type { Model } from '../../core/model.ts';
import type { Key } from '../../core/keys.ts';
import type { Deployment } from './context.ts';
import type { ReadModel } from './read-diagrams.ts';

/** A process means another process or a decision as it was at its own deployment (`bindingType="deployment"`). */
interface Bound {
  processIds: string[];
  decisionIds: string[];
}

/**
 * The processes that `read` is bound to by deployment and that are deployed along with it, itself first, and keys of
 * what else it and they are bound to: when one of them changes, `read` needs a new version to mean it. Camunda 8 makes
 * one in the same case.
 * @param together all processes of the deployment; its decisions are in place already
 */
export async function boundContent(
  deployment: Deployment,
  read: ReadModel,
  together: ReadModel[],
): Promise<{ processes: ReadModel[]; keys: Key[] }> {
  const byId = new Map(together.map((one) => [one.model.processId, one]));
  const processes = [read];
  const outside: Bound = { processIds: [], decisionIds: [] };
  for (const { model } of processes) {
    const bound = boundCalls(model);
    outside.decisionIds.push(...bound.decisionIds);
    for (const id of bound.processIds) {
      const found = byId.get(id);
      if (!found) outside.processIds.push(id);
      else if (!processes.includes(found)) processes.push(found);
    }
  }
  return { processes, keys: await newestKeys(deployment, outside) };
}

function boundCalls({ elements }: Model): Bound {
  const bound = Object.values(elements)
    .map(({ details }) => details as Partial<CallDetails & RuleDetails> | null)
    .filter((details) => details?.binding?.type === 'deployment');
  return {
    processIds: bound.flatMap((details) => details?.processId ?? []),
    decisionIds: bound.flatMap((details) => details?.decisionId ?? []),
  };
}

async function newestKeys({ tx }: Deployment, { processIds, decisionIds }: Bound): Promise<Key[]> {
  if (processIds.length + decisionIds.length === 0) return [];
  const { rows } = await tx.client.query<{ key: Key }>(
    `select max(key) as key from process_definition where process_id = any($1::text[]) group by process_id
     union select max(key) from decision_definition where decision_id = any($2::text[]) group by decision_id
     order by key`,
    [processIds, decisionIds],
  );
  return rows.map(({ key }) => key);
}
