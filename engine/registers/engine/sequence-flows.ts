import type { Key } from '../../core/keys.ts';
import type { Services } from '../../services.ts';
import { TENANT } from './searchable.ts';

/** The sequence flows an instance has taken, each once. */
export async function takenSequenceFlows({ pool }: Services, instanceKey: Key) {
  const { rows } = await pool.query<{ element_id: string; definition_key: Key; process_id: string }>(
    `select distinct h.element_id, i.definition_key, i.process_id
       from history_event h join process_instance i on i.key = h.instance_key
      where h.instance_key = $1 and h.type = 'flowTaken' order by h.element_id`,
    [instanceKey],
  );
  return rows.map((row) => ({
    sequenceFlowId: `${instanceKey}_${row.element_id}`,
    processInstanceKey: instanceKey,
    processDefinitionKey: row.definition_key,
    processDefinitionId: row.process_id,
    elementId: row.element_id,
    tenantId: TENANT,
  }));
}
