import type { Key } from '../../core/keys.ts';
import { notFound } from '../../errors.ts';
import type { Services } from '../../services.ts';

/** XML as it was deployed. */
export async function readSource(
  { db }: Services,
  table: 'process_definition' | 'decision_requirements',
  key: Key,
): Promise<string> {
  const row = await db(table).where({ key }).first('xml');
  if (!row) throw notFound(`There is nothing with key '${key}'.`);
  return row.xml as string;
}

/** The file a decision is drawn in. */
export async function readSourceOfDecision({ db }: Services, decisionKey: Key): Promise<string> {
  const row = await db('decision_definition as d')
    .join('decision_requirements as r', 'r.key', 'd.requirements_key')
    .where('d.key', decisionKey)
    .first('r.xml');
  if (!row) throw notFound(`There is nothing with key '${decisionKey}'.`);
  return row.xml as string;
}
