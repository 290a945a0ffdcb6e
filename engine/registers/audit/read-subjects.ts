import type { Knex } from 'knex';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { casesInReach } from '../cases/cases-in-reach.ts';

/** A line of the log, as far as it says what it is about. */
export interface AboutLine {
  id: string;
  resource: string;
  resource_id: string | null;
}

/** What a line of the log is about, in words. */
export interface Subject {
  name: string | null;
  caseNumber: string | null;
  /** Set where the reader may open the case. */
  caseId: string | null;
}

/** The things that the lines name by keys, read once for all of them: line id → subject. */
export async function readSubjects(
  services: Services,
  actor: Actor,
  lines: AboutLine[],
): Promise<Map<string, Subject>> {
  const { db } = services;
  const idsOf = (resource: string) => [
    ...new Set(lines.flatMap((line) => (line.resource === resource ? (line.resource_id ?? []) : []))),
  ];
  const [tasks, members, accounts, organisations, processes, imports] = await Promise.all([
    readTasks(db, idsOf('task').filter(isKey)),
    readMembers(services, actor, idsOf('member').filter(isKey)),
    namesOf(
      db('account').whereIn('username', idsOf('account')).select('username as id', 'display_name as name'),
    ),
    namesOf(db('organisation').whereIn('code', idsOf('organisation')).select('code as id', 'name')),
    readProcessNames(db, idsOf('process')),
    namesOf(
      db('import_batch').whereIn('id', idsOf('import').filter(isKey)).select('id', 'file_name as name'),
    ),
  ]);
  const numbers = [...idsOf('case'), ...[...tasks.values()].flatMap(({ number }) => number ?? [])];
  const cases = await readCases(services, actor, numbers);
  const byResource: Record<string, Map<string, string>> = {
    member: members,
    account: accounts,
    organisation: organisations,
    process: processes,
    import: imports,
  };
  return new Map(
    lines.map(({ id, resource, resource_id }) => {
      const task = resource === 'task' ? tasks.get(resource_id ?? '') : undefined;
      const caseNumber = resource === 'case' ? resource_id : (task?.number ?? null);
      const opens = cases.get(caseNumber ?? '');
      const name =
        task?.name ?? (resource === 'case' ? opens?.title : byResource[resource]?.get(resource_id ?? ''));
      return [id, { name: name ?? null, caseNumber, caseId: opens?.id ?? null }];
    }),
  );
}

const isKey = (id: string) => /^\d{1,18}$/.test(id);

interface TaskOfLine {
  key: string;
  name: string;
  number: string | null;
}

async function readTasks(db: Knex, keys: string[]): Promise<Map<string, TaskOfLine>> {
  const rows = await db('user_task as t')
    .leftJoin('case_file as c', 'c.id', 't.case_id')
    .whereIn('t.key', keys)
    .select<TaskOfLine[]>('t.key', 't.name', 'c.number');
  return new Map(rows.map((row) => [row.key, row]));
}

/** Those the reader may open. */
async function readCases(
  services: Services,
  actor: Actor,
  numbers: string[],
): Promise<Map<string, { id: string; title: string }>> {
  const rows = (await casesInReach(services, actor)
    .whereIn('c.number', [...new Set(numbers)])
    .select('c.number', 'c.id', 'c.title')) as { number: string; id: string; title: string }[];
  return new Map(rows.map((row) => [row.number, row]));
}

/** By name for those who may read the member, else by card number. */
async function readMembers(
  { db, policy }: Services,
  actor: Actor,
  ids: string[],
): Promise<Map<string, string>> {
  const rows = await db('member').whereIn('id', ids).select('id', 'name', 'card_no', 'org_code');
  return new Map(
    rows.map(({ id, name, card_no, org_code }) => {
      const known = policy.allows(actor, 'member', 'read', { orgCode: org_code, memberId: id });
      return [id as string, known ? `${name}（卡 ${card_no}）` : `卡 ${card_no}`];
    }),
  );
}

/** Process id → the name of its newest version or, while there is none, of its draft. */
export async function readProcessNames(db: Knex, ids: string[]): Promise<Map<string, string>> {
  const drafts = await namesOf(
    db('process_draft').whereIn('process_id', ids).select('process_id as id', 'name'),
  );
  const deployed = await namesOf(
    db('process_definition')
      .whereIn('process_id', ids)
      .distinctOn('process_id')
      .orderBy(['process_id', { column: 'version', order: 'desc' }])
      .select('process_id as id', 'name'),
  );
  return new Map([...drafts, ...deployed]);
}

async function namesOf(query: Knex.QueryBuilder): Promise<Map<string, string>> {
  const rows = (await query) as { id: string; name: string }[];
  return new Map(rows.map(({ id, name }) => [id, name]));
}
