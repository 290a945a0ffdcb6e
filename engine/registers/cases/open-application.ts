import type { Knex } from 'knex';

/** Process property: of this service a member may have one open case at a time. */
export function allowsOne(properties: Record<string, string>): boolean {
  return properties.singleOpen === 'true';
}

/** The member's open cases, newest last: process id → number. */
export async function openApplications(db: Knex, memberId: string): Promise<Map<string, string>> {
  const rows = await db('case_file')
    .where({ applicant_member_id: memberId, status: 'open' })
    .orderBy('id')
    .select<{ process_id: string; number: string }[]>('process_id', 'number');
  return new Map(rows.map(({ process_id, number }) => [process_id, number]));
}

export function alreadyOpenWords(number: string): string {
  return `这项服务已有一件在办（${number}），办结或撤销后才能再申请。`;
}
