import { notFound } from '../../errors.ts';
import type { Services } from '../../services.ts';
import { readDefinition, type Definition } from '../../store/definitions.ts';

/** A deployed version of a process, with its diagram. */
export interface Version {
  definition: Definition;
  xml: string;
}

/** @throws `not_found` */
export async function findVersion(
  { db, pool }: Services,
  processId: string,
  version: number,
): Promise<Version> {
  const row = await db('process_definition')
    .where({ process_id: processId, version })
    .first<{ key: string; xml: string } | undefined>('key', 'xml');
  if (!row) throw notFound(`没有“${processId}”第 ${version} 版，请回到流程列表。`);
  return { definition: await readDefinition(pool, pool, row.key), xml: row.xml };
}
