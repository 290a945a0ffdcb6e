import type { z } from 'zod';
import type { WarningItem, warningPage, warningQuery } from '../../http/resources/warnings/schemas.ts';
import type { Actor } from '../../policy/actor.ts';
import { OrgCodes } from '../../policy/org-code.ts';
import type { Services } from '../../services.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { warningsInReach } from './warnings-in-reach.ts';

interface WarningRow {
  id: string;
  task_key: string;
  task_name: string;
  number: string | null;
  title: string | null;
  member_name: string | null;
  org_code: string;
  org_name: string;
  due_at: Date;
  due_text: string;
  escalated_to_name: string | null;
  level: number;
}

/** Open red warnings, the longest overdue first. */
export async function listWarnings(
  services: Services,
  actor: Actor,
  filter: z.infer<typeof warningQuery>,
): Promise<z.infer<typeof warningPage>> {
  const { db, config } = services;
  const found = warningsInReach(services, actor);
  if (filter.org)
    found.where('w.org_code', 'like', `${new OrgCodes(config.CODE_DIGITS).prefix(filter.org)}%`);
  const [counted] = await found.clone().count<[{ count: string }]>('w.id as count');
  const after = decodeCursor(filter.cursor, 2);
  if (after) found.whereRaw('(w.due_at, w.id) > (?::timestamptz, ?::bigint)', after);
  const rows = (await found
    .join('organisation as u', 'u.code', 'w.org_code')
    .leftJoin('organisation as e', 'e.code', 'w.escalated_to')
    .select(
      'w.id',
      'w.task_key',
      't.name as task_name',
      'c.number',
      'c.title',
      'w.org_code',
      'w.due_at',
      'w.level',
    )
    .select('u.name as org_name', 'e.name as escalated_to_name', db.raw('w.due_at::text as due_text'))
    .select(db.raw('coalesce(m.name, c.applicant_name) as member_name'))
    .orderBy(['w.due_at', 'w.id'])
    .limit(filter.limit + 1)) as WarningRow[];
  const page = rows.slice(0, filter.limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => toItem(row, services)),
    total: Number(counted!.count),
    nextCursor: rows.length > filter.limit ? encodeCursor([last!.due_text, last!.id]) : null,
  };
}

function toItem(row: WarningRow, { policy, clock }: Services): WarningItem {
  return {
    id: row.id,
    taskKey: row.task_key,
    taskName: row.task_name,
    caseNumber: row.number,
    caseTitle: row.title,
    memberName: row.member_name,
    orgCode: row.org_code,
    orgName: row.org_name,
    dueAt: row.due_at.toISOString(),
    overdueDays: policy.overdueWorkingDays(row.due_at, clock.now()),
    escalatedToName: row.escalated_to_name,
    level: row.level,
  };
}
