import type { ProcessSummary } from '../../http/resources/studio/schemas.ts';
import type { Services } from '../../services.ts';
import { actorNames } from '../actor-names.ts';

interface Row {
  process_id: string;
  name: string;
  service_code: string | null;
  version: number | null;
  deployed_at: Date | null;
  running: string;
  updated_at: Date | null;
  updated_by: string | null;
  based_on_version: number | null;
}

/** Every process that is deployed or drafted, in the order of the service codes; those without one come last. */
export async function listProcesses({ db }: Services): Promise<{ items: ProcessSummary[] }> {
  const { rows } = await db.raw<{ rows: Row[] }>(
    `with newest as (
       select distinct on (process_id) process_id, name, service_code, version, deployed_at
         from process_definition order by process_id, version desc)
     select process_id, coalesce(d.name, n.name) as name, service_code, version, deployed_at,
            d.updated_at, d.updated_by, d.based_on_version,
            (select count(*) from process_instance i
              where i.process_id = coalesce(n.process_id, d.process_id) and i.state in ('active', 'suspended')) as running
       from newest n full join process_draft d using (process_id)
      order by service_code nulls last, process_id`,
  );
  const names = await actorNames(
    db,
    rows.map((row) => row.updated_by),
  );
  return { items: rows.map((row) => toSummary(row, names)) };
}

function toSummary(row: Row, names: Map<string, string>): ProcessSummary {
  return {
    processId: row.process_id,
    name: row.name,
    serviceCode: row.service_code,
    version: row.version,
    deployedAt: row.deployed_at?.toISOString() ?? null,
    running: Number(row.running),
    draft: row.updated_at && {
      savedAt: row.updated_at.toISOString(),
      savedBy: names.get(row.updated_by!)!,
      basedOnVersion: row.based_on_version,
    },
  };
}
