import type { MigrationList } from '../../http/resources/migrations/schemas.ts';
import type { Services } from '../../services.ts';
import { actorNames } from '../actor-names.ts';

interface Row {
  key: string;
  from: number;
  to: number;
  migrated_at: Date;
  migrated_by: string;
  undoes: string | null;
  moved: string;
  there: string;
}

const MOST = 50;

/** The migrations of a process, the newest first, and how many of those they moved could be brought back. */
export async function listMigrations({ db }: Services, processId: string): Promise<MigrationList> {
  const { rows } = await db.raw<{ rows: Row[] }>(
    `select m.key, s.version as from, t.version as to, m.migrated_at, m.migrated_by, m.undoes, count(*) as moved,
            count(*) filter (where i.definition_key = m.target_key and i.state in ('active', 'suspended')) as there
       from migration m
       join process_definition s on s.key = m.source_key
       join process_definition t on t.key = m.target_key
       join migration_instance n on n.migration_key = m.key
       join process_instance i on i.key = n.instance_key
      where s.process_id = :processId or t.process_id = :processId
      group by m.key, s.version, t.version order by m.key desc limit ${MOST}`,
    { processId },
  );
  const names = await actorNames(
    db,
    rows.map(({ migrated_by }) => migrated_by),
  );
  return {
    items: rows.map((row) => ({
      key: row.key,
      from: row.from,
      to: row.to,
      at: row.migrated_at.toISOString(),
      byName: names.get(row.migrated_by) ?? row.migrated_by,
      undoes: row.undoes !== null,
      moved: Number(row.moved),
      there: Number(row.there),
    })),
  };
}
