import { notFound } from '../../errors.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { inTransaction } from '../../store/transaction.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { findCase } from './find-case.ts';

/**
 * A paper of a case as the page to print; each look is counted and audited, for papers leave the system.
 * @throws `not_found`
 */
export async function printDocument(
  services: Services,
  actor: Actor,
  { number, id }: { number: string; id: string },
): Promise<{ title: string; html: string }> {
  const row = await findCase(services, actor, number, 'print');
  return inTransaction(services.pool, async ({ knex }) => {
    const [paper] = await knex('case_document')
      .where({ id, case_id: row.id })
      .where(actor.kind === 'member' ? { visible_to_applicant: true } : {})
      .increment('printed_count', 1)
      .returning<{ title: string; html: string; number: string }[]>(['title', 'html', 'number']);
    if (!paper) throw notFound('没有找到这份文书。');
    await writeAudit(knex, {
      at: services.clock.now(),
      actor,
      action: 'printDocument',
      resource: 'case',
      resourceId: number,
      orgCode: row.org_code,
      detail: { document: paper.number },
    });
    return { title: paper.title, html: paper.html };
  });
}
