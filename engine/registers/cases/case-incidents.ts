import type { Knex } from 'knex';
import { incidentInWords } from '../../core/incident-words.ts';
import type { Services } from '../../services.ts';
import { readDefinition } from '../../store/definitions.ts';
import { actorNames } from '../actor-names.ts';
import { ofCase } from './of-case.ts';

/** Something that stopped a case, and how it ended. */
export interface CaseIncident {
  key: string;
  elementName: string;
  code: string;
  /** What staff read. */
  message: string;
  /** For those who may mend it: the place in the diagram, and the engine's own words. */
  detail: { where: string; reason: string };
  raisedAt: Date;
  /** The same step had failed before; who tried it again. */
  again: boolean;
  triedByName: string | null;
  resolvedAt: Date | null;
  resolvedByName: string | null;
  ending: 'open' | 'resolved' | 'failedAgain' | 'retrying' | 'cancelled';
}

/** As somebody may be told of it. */
export type ToldIncident = Omit<CaseIncident, 'detail'> & { detail: CaseIncident['detail'] | null };

interface Row {
  key: string;
  element_id: string;
  element_instance_key: string;
  code: string;
  message: string;
  raised_at: Date;
  resolved_at: Date | null;
  resolved_by: string | null;
  definition_key: string;
  terminated: boolean;
  job_open: boolean;
}

/** Everything that ever stopped the case or a process it called, oldest first. */
export async function readIncidents({ db, pool }: Services, instanceKey: string): Promise<CaseIncident[]> {
  const rows = await findRows(db, instanceKey);
  const names = await actorNames(
    db,
    rows.map((row) => row.resolved_by),
  );
  const nameOf = (id: string | null | undefined) => (id ? (names.get(id) ?? id) : null);
  return Promise.all(
    rows.map(async (row, index) => {
      const sameStep = (other: Row) => other.element_instance_key === row.element_instance_key;
      const before = rows.slice(0, index).findLast(sameStep);
      const { model, processId, version } = await readDefinition(pool, pool, row.definition_key);
      return {
        key: row.key,
        elementName: model.elements[row.element_id]?.name || row.element_id,
        code: row.code,
        message: incidentInWords(row.code),
        detail: {
          where: `步骤 ${row.element_id}，流程 ${processId} 第 ${version} 版，${row.code}`,
          reason: row.message,
        },
        raisedAt: row.raised_at,
        again: before !== undefined,
        triedByName: nameOf(before?.resolved_by),
        resolvedAt: row.resolved_at,
        resolvedByName: nameOf(row.resolved_by),
        ending: endingOf(row, rows.slice(index + 1).some(sameStep)),
      };
    }),
  );
}

/** A trial closes its incident and opens the next one when it fails; a step that is taken back takes its incident along. */
function endingOf(row: Row, failedAgain: boolean): CaseIncident['ending'] {
  if (row.resolved_at === null) return 'open';
  if (failedAgain) return 'failedAgain';
  if (row.terminated) return 'cancelled';
  return row.job_open ? 'retrying' : 'resolved';
}

async function findRows(db: Knex, instanceKey: string): Promise<Row[]> {
  const { rows } = await db.raw<{ rows: Row[] }>(
    `select n.key, n.element_id, n.element_instance_key, n.code, n.message, n.raised_at, n.resolved_at, n.resolved_by,
            i.definition_key, coalesce(j.state in ('created', 'activated'), false) as job_open,
            exists (select from history_event h
                     where h.instance_key = n.instance_key and h.at = n.resolved_at
                       and h.element_instance_key = n.element_instance_key and h.type = 'elementTerminated') as terminated
       from incident n
       join process_instance i on i.key = n.instance_key
       left join job j on j.key = n.job_key
      where ${ofCase} order by n.key`,
    [instanceKey, instanceKey],
  );
  return rows;
}

/** Whether something stops the case just now. */
export async function isStopped(db: Knex, instanceKey: string): Promise<boolean> {
  const row = await db('incident as n')
    .join('process_instance as i', 'i.key', 'n.instance_key')
    .whereRaw(ofCase, [instanceKey, instanceKey])
    .whereNull('n.resolved_at')
    .first('n.key');
  return row !== undefined;
}
