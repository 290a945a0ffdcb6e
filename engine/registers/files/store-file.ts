import { createHash, randomBytes } from 'node:crypto';
import path from 'node:path';
import type { StoredFile } from '../../http/resources/files/schemas.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { recognise } from './recognise.ts';

export const MOST_BYTES = 20 * 1024 * 1024;

/** Keeps a file under 128 random bits; it belongs to who sent it until a form takes it into a case. */
export async function storeFile(
  { db, clock }: Services,
  actor: Actor,
  given: { name: string; buffer: Buffer },
): Promise<StoredFile> {
  const { mime, extension, content } = await recognise(given.buffer);
  const id = randomBytes(16).toString('hex');
  const name = cleanName(given.name, extension);
  const at = clock.now();
  await db.transaction(async (trx) => {
    await trx('file_object').insert({
      id,
      name,
      mime,
      size: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
      content,
      uploaded_by: actor.id,
      created_at: at,
    });
    // the name may hold people's names: the log has the id
    await writeAudit(trx, { at, actor, action: 'upload', resource: 'file', resourceId: id });
  });
  return { id, name, mime, size: content.length };
}

/** The last part of whatever path was sent, without signs that mean something to a shell or a screen, typed as it is. */
export function cleanName(given: string, extension: string): string {
  const last = given.split(/[/\\]/).at(-1)!;
  const own = path.extname(last).toLowerCase();
  const stem = (own === '' ? last : last.slice(0, -own.length))
    .replaceAll(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '')
    .trim()
    .slice(0, 100);
  return `${stem || '附件'}.${extension}`;
}
