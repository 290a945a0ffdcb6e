import { notFound } from '../../errors.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { casesInReach } from '../cases/cases-in-reach.ts';

export interface FileContent {
  name: string;
  mime: string;
  content: Buffer;
}

const gone = () => notFound('没有找到这个文件，可能已被删除，或者不对您开放。');

/**
 * A file for somebody who may see it: who sent it, and who may see its case; of those the applicant only what forms
 * shown to him hold.
 * @throws `not_found`
 */
export async function readFile(services: Services, actor: Actor, id: string): Promise<FileContent> {
  const row = (await services
    .db('file_object')
    .where({ id })
    .first('name', 'mime', 'case_id', 'uploaded_by')) as
    { name: string; mime: string; case_id: string | null; uploaded_by: string } | undefined;
  if (!row) throw gone();
  const mine = row.uploaded_by === actor.id;
  if (!mine && !(row.case_id && (await maySeeInCase(services, actor, row.case_id, id)))) throw gone();
  const { content } = (await services.db('file_object').where({ id }).first('content')) as {
    content: Buffer;
  };
  return { name: row.name, mime: row.mime, content };
}

async function maySeeInCase(services: Services, actor: Actor, caseId: string, id: string): Promise<boolean> {
  if (!services.policy.may(actor, 'file', 'read')) return false;
  const found = casesInReach(services, actor).where('c.id', caseId);
  if (actor.kind === 'member') {
    found.whereRaw(
      `exists (select from case_form f where f.case_id = c.id and f.visible_to_applicant
                and f.data::text like '%' || ? || '%')`,
      [id],
    );
  }
  return Boolean(await found.first('c.id'));
}
