import type { Key } from '../../core/keys.ts';
import { createProblem } from '../../errors.ts';
import type { Run } from './run.ts';

/** What a closed case no longer takes; the words say what to do instead. */
export const caseClosed = createProblem('case_closed', 409, '这件事已经办结。');

/**
 * Locks the file of an open case, so that what two want of it at once happens one after the other.
 * @param words what is said when it is closed
 * @throws `case_closed`
 */
export async function lockOpenCase({ tx }: Run, id: Key, words: string): Promise<void> {
  const { status } = await tx.knex('case_file').where({ id }).forUpdate().first('status');
  if (status === 'closed') throw caseClosed(words);
}
