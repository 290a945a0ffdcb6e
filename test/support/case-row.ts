import type { Knex } from 'knex';
import type { MemberActor } from '../../engine/policy/actor.ts';

export interface PlantedCase {
  member: MemberActor;
  orgCode: string;
  forms?: { data: Record<string, unknown>; visibleToApplicant: boolean }[];
}

/** A case with the rows it cannot be without, for tests that look at a case but play none. @returns its id */
export async function plantCase(db: Knex, { member, orgCode, forms = [] }: PlantedCase): Promise<string> {
  const now = new Date('2026-11-20T09:00:00+08:00');
  const key = await nextKey(db);
  await db('deployment').insert({ key, name: 'test', deployed_at: now });
  const definition = {
    process_id: `p${key}`,
    version: 1,
    name: '测试',
    xml: '',
    hash: key,
    deployment_key: key,
  };
  await db('process_definition').insert({ key, ...definition, deployed_at: now });
  await db('form_definition').insert({
    key,
    form_id: `f${key}`,
    version: 1,
    schema: '{}',
    hash: key,
    deployment_key: key,
  });
  await db('process_instance').insert({
    key,
    definition_key: key,
    process_id: definition.process_id,
    version: 1,
    state: 'active',
    root_key: key,
    started_at: now,
    data: '{}',
  });
  await db('case_file').insert({
    id: key,
    number: `KN-2026-${key.padStart(6, '0')}`,
    service_code: 'KN',
    process_id: definition.process_id,
    title: '测试办件',
    applicant_member_id: member.memberId,
    applicant_name: member.displayName,
    org_code: orgCode,
    channel: 'member',
    created_by: member.id,
    instance_key: key,
    submitted_at: now,
  });
  for (const { data, visibleToApplicant } of forms) {
    await db('case_form').insert({
      case_id: key,
      element_id: 'form',
      name: '表单',
      form_key: key,
      data: JSON.stringify(data),
      submitted_by: 'account:test',
      submitted_by_name: '测试',
      submitted_at: now,
      visible_to_applicant: visibleToApplicant,
    });
  }
  return key;
}

async function nextKey(db: Knex): Promise<string> {
  const { rows } = await db.raw<{ rows: { key: string }[] }>("select nextval('engine_key')::text as key");
  return rows[0]!.key;
}
