import { createProblem } from '../../errors.ts';

const taken = createProblem('name_taken', 409, '已经有同名的党组织，请换一个名称。');

/** For the `catch` of a write: names are unique in the district. Other errors go on. */
export function nameTaken(error: unknown): never {
  const { code, constraint } = error as { code?: string; constraint?: string };
  if (code === '23505' && constraint === 'organisation_name_key') {
    throw taken(undefined, { fields: [{ field: 'name', message: '已有同名的党组织' }] });
  }
  throw error;
}
