import type { Services } from '../../services.ts';

/** An engine node that is up. */
export interface EngineNode {
  host: string;
  port: number;
  version: string;
}

const PREFIX = 'engine-node';
/** PostgreSQL cuts longer names. */
const LONGEST_HOST = 30;

/** What a node's listening connection is called: as long as it is there, the node is. */
export function nodeName({ host, port, version }: EngineNode): string {
  return `${PREFIX} ${host.replaceAll(/\s/g, '-').slice(0, LONGEST_HOST)} ${port} ${version}`;
}

/** The nodes that are connected to this database, the one that came first before the others. */
export async function listNodes({ pool }: Pick<Services, 'pool'>): Promise<EngineNode[]> {
  const { rows } = await pool.query<{ application_name: string }>(
    `select application_name from pg_stat_activity
      where datname = current_database() and application_name like $1 order by backend_start, pid`,
    [`${PREFIX} %`],
  );
  return rows.map(({ application_name: name }) => {
    const [, host = '', port, version = ''] = name.split(' ');
    return { host, port: Number(port), version };
  });
}

/** Whether the database takes changes: without it no node can do anything. */
export async function takesChanges({ pool }: Pick<Services, 'pool'>): Promise<boolean> {
  try {
    const { rows } = await pool.query<{ standby: boolean }>('select pg_is_in_recovery() as standby');
    return rows[0]?.standby === false;
  } catch {
    return false;
  }
}
