import type { Knex } from 'knex';

/**
 * The newest version of every process that is a member service, in the order of the service codes. Without a form to
 * fill in nobody could begin it: it is not offered.
 */
export interface OfferedService {
  processId: string;
  name: string;
  serviceCode: string;
  properties: Record<string, string>;
}

export async function servicesOnOffer(db: Knex): Promise<OfferedService[]> {
  const { rows } = await db.raw<{ rows: OfferedService[] }>(
    `select "processId", name, "serviceCode", properties from (
       select distinct on (process_id) process_id as "processId", name, service_code as "serviceCode", properties,
              forms ->> start_form_id is not null as fillable
         from process_definition order by process_id, version desc) newest
      where "serviceCode" is not null and fillable order by "serviceCode", "processId"`,
  );
  return rows;
}
