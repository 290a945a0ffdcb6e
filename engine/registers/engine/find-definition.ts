import type { Key } from '../../core/keys.ts';
import type { Services } from '../../services.ts';

export interface FoundDefinition {
  key: Key;
  processId: string;
  version: number;
  /** Of a service, whose instances belong to cases. */
  serviceCode: string | null;
}

/** A version of a process by its key, or by id: the newest unless a version is given. Undefined when there is none. */
export async function findDefinition(
  { pool }: Services,
  wanted: { key?: Key; processId?: string; version?: number },
): Promise<FoundDefinition | undefined> {
  const { rows } = await pool.query<FoundDefinition>({
    name: 'find-definition',
    text: `select key, process_id as "processId", version, service_code as "serviceCode" from process_definition
            where ($1::bigint is null or key = $1) and ($2::text is null or process_id = $2)
              and ($3::int is null or version = $3)
            order by version desc limit 1`,
    values: [wanted.key ?? null, wanted.processId ?? null, wanted.version ?? null],
  });
  return rows[0];
}
