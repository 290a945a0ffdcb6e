import { DateTime } from 'luxon';
import type { Key } from '../core/keys.ts';
import { systemActor } from '../policy/system-actor.ts';
import { writeAudit } from '../registers/audit/write-audit.ts';
import type { Services } from '../services.ts';
import { dropYear, filedYears, fileInstances, prepareYear } from '../store/filing.ts';
import { inTransaction, type Transaction } from '../store/transaction.ts';

/** Instances that are filed in one transaction, with those they called: other work waits for none of them. */
const AT_ONCE = 200;

/**
 * Files what ended some time ago (`FILE_CLOSED_AFTER_DAYS`) with its year, and drops the years whose term is over
 * (`KEEP_CLOSED_YEARS`, counted from the first day of the year after, as the terms of archives are).
 */
export async function fileClosedInstances(
  services: Services,
): Promise<{ filed: number; droppedYears: number[] }> {
  let filed = 0;
  for (;;) {
    const now = await inTransaction(services.pool, (tx) => fileSome(services, tx));
    filed += now;
    if (now < AT_ONCE) break;
  }
  await inTransaction(services.pool, (tx) => fileDecisions(services, tx));
  return { filed, droppedYears: await dropExpired(services) };
}

interface Ended {
  key: Key;
  year: number;
}

async function fileSome(services: Services, tx: Transaction): Promise<number> {
  const { rows } = await tx.client.query<Ended>(
    // what a case has been through is filed, its instance stays: there is more to do as long as its history is live
    `select i.key, extract(year from i.ended_at at time zone $2)::int as year from process_instance_live i
      where i.parent_key is null and i.ended_at < $1
        and exists (select from history_step_live h where h.instance_key = i.key)
      limit ${AT_ONCE} for update skip locked`,
    [daysAgo(services), services.config.TIME_ZONE],
  );
  for (const year of new Set(rows.map((row) => row.year))) {
    await prepareYear(tx, year);
    const roots = rows.filter((row) => row.year === year).map(({ key }) => key);
    await fileInstances(tx, await withCalled(tx, roots), year);
  }
  return rows.length;
}

/** The instances and all they called, however deep. */
async function withCalled({ client }: Transaction, roots: Key[]): Promise<Key[]> {
  const { rows } = await client.query<{ key: Key }>(
    `with recursive tree as (
       select key from unnest($1::bigint[]) key
       union select i.key from process_instance_live i join tree t on i.parent_key = t.key)
     select key from tree`,
    [roots],
  );
  return rows.map(({ key }) => key);
}

/** Decisions that were asked for by themselves belong to no instance; the year is when they were made. */
async function fileDecisions(services: Services, tx: Transaction): Promise<void> {
  const asked = `instance_key is null and at < $1`;
  const year = `extract(year from at at time zone $2)::int`;
  const values = [daysAgo(services), services.config.TIME_ZONE];
  const { rows } = await tx.client.query<{ year: number }>(
    `select distinct ${year} as year from decision_evaluation_live where ${asked}`,
    values,
  );
  for (const row of rows) await prepareYear(tx, row.year);
  await tx.client.query(
    `update decision_evaluation set closed_in = ${year} where closed_in = 0 and ${asked}`,
    values,
  );
}

function daysAgo({ clock, config }: Services): Date {
  return DateTime.fromJSDate(clock.now()).minus({ days: config.FILE_CLOSED_AFTER_DAYS }).toJSDate();
}

async function dropExpired(services: Services): Promise<number[]> {
  const { pool, clock, config } = services;
  const thisYear = DateTime.fromJSDate(clock.now(), { zone: config.TIME_ZONE }).year;
  const expired = (await filedYears(pool)).filter((year) => thisYear - year > config.KEEP_CLOSED_YEARS);
  for (const year of expired) {
    await inTransaction(pool, async (tx) => {
      await dropYear(tx, year);
      await writeAudit(tx.knex, {
        at: clock.now(),
        actor: systemActor,
        action: 'dropYear',
        resource: 'process',
        resourceId: String(year),
        detail: { keepYears: config.KEEP_CLOSED_YEARS },
      });
    });
  }
  return expired;
}
