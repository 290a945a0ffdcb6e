import { createProblem } from '../errors.ts';
import { OrgCodes } from '../policy/org-code.ts';
import { splitUnits, unitCode, unitCodesToRead } from '../policy/units.ts';
import type { EffectJob } from './effect.ts';

export interface Recipients {
  memberIds: string[];
  orgCodes: string[];
}

const noRecipient = createProblem('no_recipient', 422, '找不到要通知的单位或党员。');

/**
 * Whom the words of a `to` input mean: the same words as the `unit` column of `assignments.csv` (`applicant`, `branch`,
 * `committee`, `approver`, `form:<variable>` …), a plain organisation code, or `tasks` for the units that have the
 * case's open tasks in hand.
 */
export async function findRecipients(job: EffectJob, to: string): Promise<Recipients> {
  const codes = new OrgCodes(job.services.config.CODE_DIGITS);
  const found: Recipients = { memberIds: [], orgCodes: [] };
  for (const given of splitUnits(to)) {
    const word = /^\d{8,12}$/.test(given) ? `org:${given}` : given;
    if (word === 'applicant') found.memberIds.push(applicantOf(job));
    else if (word === 'tasks') found.orgCodes.push(...(await unitsInHand(job)));
    else found.orgCodes.push(await unitOf(job, word, codes));
  }
  return { memberIds: [...new Set(found.memberIds)], orgCodes: [...new Set(found.orgCodes)] };
}

function applicantOf({ caseFile, variables }: EffectJob): string {
  const memberId = caseFile?.applicantMemberId ?? variables.memberId;
  if (typeof memberId !== 'string') throw noRecipient('这件事没有申请人，无法通知本人。');
  return memberId;
}

async function unitsInHand({ tx, instanceKey, endedTasks }: EffectJob): Promise<string[]> {
  const { rows } = await tx.client.query<{ value: string }>({
    name: 'units-in-hand',
    text: `select distinct k.value from user_task t join task_candidate k on k.task_key = t.key and k.kind = 'unit'
            where t.instance_key = $1 and t.state = 'created' and t.key <> all($2::bigint[])`,
    values: [instanceKey, endedTasks],
  });
  return rows.map((row) => row.value);
}

async function unitOf(
  { tx, caseFile, variables }: EffectJob,
  word: string,
  codes: OrgCodes,
): Promise<string> {
  const orgCode = caseFile?.orgCode ?? (typeof variables.orgCode === 'string' ? variables.orgCode : '');
  const { rows } = await tx.client.query<{ code: string; name: string; can_approve_member: boolean }>({
    name: 'recipient-units',
    text: 'select code, name, can_approve_member from organisation where code = any($1::text[])',
    values: [[...codes.lineage(orgCode), ...unitCodesToRead(word, orgCode, variables, codes)]],
  });
  const units = new Map(
    rows.map(({ code, name, can_approve_member: canApproveMember }) => [
      code,
      { code, name, canApproveMember, staffed: true },
    ]),
  );
  const code = unitCode(word, orgCode, variables, units, codes);
  if (code === null || !units.has(code))
    throw noRecipient(`找不到要通知的单位“${word}”，请检查流程图中的通知对象。`);
  return code;
}
