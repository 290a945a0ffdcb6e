import { notFound } from '../../errors.ts';
import type { MemberDetail } from '../../http/resources/members/schemas.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { Member } from '../../store/models/member.ts';
import { casesInReach } from '../cases/cases-in-reach.ts';
import { orgPathOf } from '../organisations/org-path.ts';
import { memberFieldName, memberValueInWords } from './field-names.ts';
import { membersInReach } from './members-in-reach.ts';
import { readRosterWarnings } from './roster-warnings.ts';
import { rosterColumns, toRosterRow, type RosterColumns } from './roster-row.ts';
import { memberSheet } from './sheet.ts';

/**
 * 党员信息表 (S6) with the member's cases and what cases have changed of him.
 * @throws `not_found` when there is none, or none the actor may see
 */
export async function findMember(services: Services, actor: Actor, id: string): Promise<MemberDetail> {
  const found = membersInReach(services, actor).where('m.id', id);
  const row = (await found.first(rosterColumns)) as RosterColumns | undefined;
  if (!row) throw noSuchMember();
  const [warnings, member, line, cases, changes] = await Promise.all([
    readRosterWarnings(services, actor, [id]),
    Member.query(services.db).findById(id),
    orgPathOf(services.db, row.org_code),
    readCases(services, actor, id),
    readChanges(services, id),
  ]);
  if (!member) throw noSuchMember();
  const own = actor.kind === 'member' && actor.memberId === id;
  return {
    row: toRosterRow(row, services, warnings.get(id) ?? []),
    fields: memberSheet({ member, orgName: line.name, orgPath: line.path, own }),
    cases,
    changes,
  };
}

export const noSuchMember = () => notFound('没有找到这位党员，可能已转出，或不在您的管理范围内。');

async function readCases(services: Services, actor: Actor, id: string): Promise<MemberDetail['cases']> {
  const rows = (await casesInReach(services, actor)
    .where('c.applicant_member_id', id)
    .orderBy('c.id', 'desc')
    .select('c.number', 'c.title', 'c.status', 'c.outcome_name', 'c.submitted_at')) as CaseRow[];
  return rows.map(({ number, title, status, outcome_name, submitted_at }) => ({
    number,
    title,
    status: outcome_name ?? (status === 'open' ? '办理中' : '已办结'),
    submittedAt: submitted_at.toISOString(),
  }));
}

interface CaseRow {
  number: string;
  title: string;
  status: 'open' | 'closed';
  outcome_name: string | null;
  submitted_at: Date;
}

async function readChanges({ db }: Services, id: string): Promise<MemberDetail['changes']> {
  const rows = await db('member_change').where('member_id', id).orderBy('key', 'desc');
  return rows.map((row) => ({
    at: (row.changed_at as Date).toISOString(),
    field: memberFieldName(row.field),
    from: memberValueInWords(row.field, row.old_value),
    to: memberValueInWords(row.field, row.new_value),
    basis: row.basis,
  }));
}
