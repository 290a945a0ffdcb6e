import { beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '../../engine/errors.ts';
import type { Actor } from '../../engine/policy/actor.ts';
import { casesInReach } from '../../engine/registers/cases/cases-in-reach.ts';
import { findMember } from '../../engine/registers/members/find-member.ts';
import { listMembers } from '../../engine/registers/members/list-members.ts';
import { findOrganisation } from '../../engine/registers/organisations/find-organisation.ts';
import { readTree } from '../../engine/registers/organisations/tree.ts';
import { listWarnings } from '../../engine/registers/warnings/list-warnings.ts';
import { useDatabase } from '../support/database.ts';
import { plantRandomDistrict, type RandomDistrict } from '../support/random-district.ts';
import { createTestServices, type TestServices } from '../support/services.ts';

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const database = useDatabase();
let services: TestServices;
let district: RandomDistrict;

beforeAll(async () => {
  services = await createTestServices(database);
  district = await plantRandomDistrict(database.db, seed);
});

/** Which of these the actor is let to read one by one; what he may not comes as `not_found`, never as something else. */
async function readable(ids: string[], read: (id: string) => Promise<unknown>): Promise<string[]> {
  const found: string[] = [];
  for (const id of ids) {
    const answer = await read(id).catch((error: unknown) => error);
    if (!(answer instanceof Error)) found.push(id);
    else if (!(answer instanceof Problem) || answer.status !== 404) throw answer;
  }
  return found;
}

const tell = (actor: Actor) => `${actor.roles[0]} of ${actor.orgCode} (seed ${seed})`;
const all = { limit: 200 } as const;

describe(`What lists show and what single looks allow are the same (seed ${seed})`, () => {
  it('for members', async () => {
    const ids = (await database.db('member').orderBy('id').pluck('id')) as string[];
    for (const actor of district.actors) {
      const listed = (await listMembers(services, actor, all)).items.map(({ id }) => id);
      const single = await readable(ids, (id) => findMember(services, actor, id));
      expect(listed.toSorted(), tell(actor)).toEqual(single.toSorted());
      const allowed = await allowedMembers(actor);
      expect(listed.toSorted(), tell(actor)).toEqual(allowed.toSorted());
    }
  });

  it('for organisations: every line of the tree opens its sheet, and nothing else in the tree’s place does', async () => {
    for (const actor of district.actors) {
      const single = await readable(district.codes, (code) => findOrganisation(services, actor, code));
      const { sql, bindings } = services.policy.where(actor, 'organisation', 'read', { org: 'code' });
      const listed = (await database
        .db('organisation')
        .whereRaw(sql, bindings as string[])
        .pluck('code')) as string[];
      expect(listed.toSorted(), tell(actor)).toEqual(single.toSorted());
      const tree = await wholeTree(actor);
      expect(single, tell(actor)).toEqual(expect.arrayContaining(tree));
    }
  });

  it('for red warnings', async () => {
    const rows = await database
      .db('red_warning as w')
      .join('case_file as c', 'c.id', 'w.case_id')
      .select('w.id', 'w.org_code', 'w.escalated_to', 'c.hidden_from');
    for (const actor of district.actors) {
      const listed = (await listWarnings(services, actor, all)).items.map(({ id }) => id);
      const allowed = rows
        .filter((row) => !row.hidden_from.some((prefix: string) => actor.orgCode.startsWith(prefix)))
        .filter((row) =>
          services.policy.allows(actor, 'warning', 'read', {
            orgCode: row.org_code,
            units: [row.escalated_to],
          }),
        )
        .map((row) => row.id as string);
      expect(listed.toSorted(), tell(actor)).toEqual(allowed.toSorted());
    }
  });

  it('for cases', async () => {
    const rows = await database
      .db('case_file as c')
      .leftJoin('task_candidate as k', 'k.task_key', 'c.id')
      .leftJoin('user_task as t', 't.key', 'c.id')
      .select(
        'c.number',
        'c.org_code',
        'c.applicant_member_id',
        'c.hidden_from',
        'k.value',
        't.escalated_to',
      );
    for (const actor of district.actors) {
      const listed = (await casesInReach(services, actor).pluck('c.number')) as string[];
      const allowed = rows
        .filter((row) => !row.hidden_from.some((prefix: string) => actor.orgCode.startsWith(prefix)))
        .filter((row) =>
          services.policy.allows(actor, 'case', 'read', {
            orgCode: row.org_code,
            memberId: row.applicant_member_id,
            units: [row.value, row.escalated_to],
          }),
        )
        .map((row) => row.number as string);
      expect(listed.toSorted(), tell(actor)).toEqual(allowed.toSorted());
    }
  });
});

async function allowedMembers(actor: Actor): Promise<string[]> {
  const rows = await database.db('member').select('id', 'org_code');
  return rows
    .filter((row) =>
      services.policy.allows(actor, 'member', 'read', { orgCode: row.org_code, memberId: row.id }),
    )
    .map((row) => row.id as string);
}

async function wholeTree(actor: Actor, parent?: string): Promise<string[]> {
  const nodes = await readTree(services, actor, { parent });
  const below = await Promise.all(
    nodes.filter((node) => node.hasChildren).map((node) => wholeTree(actor, node.code)),
  );
  return [...nodes.map(({ code }) => code), ...below.flat()];
}
