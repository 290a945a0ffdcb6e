import { badRequest } from '../../errors.ts';
import type { Run } from './run.ts';

/** @throws `bad_request` when there is no such organisation */
export async function nameOfUnit(run: Run, orgCode: string): Promise<string> {
  const { rows } = await run.tx.client.query<{ name: string }>({
    name: 'name-of-unit',
    text: 'select name from organisation where code = $1',
    values: [orgCode],
  });
  if (!rows[0]) throw badRequest(`没有编码为 ${orgCode} 的党组织，请重新选择。`);
  return rows[0].name;
}
