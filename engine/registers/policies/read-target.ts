import { notFound } from '../../errors.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Target } from '../../policy/policy.ts';
import type { Services } from '../../services.ts';
import { caseUnitsSql } from '../cases/cases-in-reach.ts';

/** How a thing of each kind is found by what people call it, and what reach is measured against. One binding: the id. */
const queries: Record<string, string> = {
  organisation: `select code as "orgCode", null as "memberId", null as units, '{}'::text[] as hidden
                   from organisation where code = ?`,
  member: `select org_code as "orgCode", id::text as "memberId", null as units, '{}'::text[] as hidden
             from member where ? in (card_no, id::text)`,
  case: `select c.org_code as "orgCode", c.applicant_member_id::text as "memberId", ${caseUnitsSql} as units,
                c.hidden_from as hidden from case_file c where c.number = ?`,
  task: `select c.org_code as "orgCode", c.applicant_member_id::text as "memberId",
                array(select k.value from task_candidate k where k.task_key = t.key and k.kind = 'unit') as units,
                coalesce(c.hidden_from, '{}') as hidden
           from user_task t left join case_file c on c.id = t.case_id where t.key::text = ?`,
  account: `select org_code as "orgCode", null as "memberId", null as units, '{}'::text[] as hidden
              from account where username = ?`,
};

interface TargetRow {
  orgCode: string | null;
  memberId: string | null;
  units: string[] | null;
  hidden: string[];
}

/**
 * The thing a question is about; nothing for kinds that reach is not measured against.
 * @throws `not_found` when there is none, or none the asking person is in charge of
 */
export async function readTarget(
  { db, policy }: Services,
  actor: Actor,
  resource: string,
  id: string,
): Promise<Target> {
  const sql = queries[resource];
  if (!sql) return {};
  const { rows } = await db.raw<{ rows: TargetRow[] }>(sql, [id]);
  const [row] = rows;
  const kept = row?.hidden.some((prefix) => actor.orgCode.startsWith(prefix)) ?? true;
  if (!row || kept || !policy.allows(actor, 'policy', 'explain', { orgCode: row.orgCode })) {
    throw notFound('没有找到要查询的对象，请核对编号；它也可能不在您的管理范围内。');
  }
  return { orgCode: row.orgCode, memberId: row.memberId, units: row.units ?? undefined };
}
