import type { z } from 'zod';
import type { draftBody, draftSaved, ProcessWork } from '../../../engine/http/resources/studio/schemas.ts';
import { api, ApiProblem } from '../api/client.ts';

type Body = z.infer<typeof draftBody>;
type Saved = z.infer<typeof draftSaved>;
type Contents = Pick<Body, 'name' | 'xml' | 'forms'>;

/**
 * Saves drafts of the process at that path. A save that was not answered may have been done all the same; if its
 * contents are what stands there, it is not somebody else's and the next one follows it.
 */
export function draftSaver(path: string): (body: Body) => Promise<Saved> {
  let unanswered: Contents[] = [];

  async function put(body: Body): Promise<Saved> {
    const saved = await api.put<Saved>(`${path}/draft`, body);
    unanswered = [];
    return saved;
  }

  return async (body) => {
    try {
      return await put(body);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      if (error.status === 0) unanswered.push(body);
      if (error.status !== 409 || unanswered.length === 0) throw error;
      const there = await api.get<ProcessWork>(path);
      if (!unanswered.some((sent) => isSame(sent, there))) throw error;
      return put({ ...body, revision: there.revision });
    }
  };
}

/** Forms that are not drafted, and those that nothing names, are not on both sides. */
function isSame(sent: Contents, there: Contents): boolean {
  const both = Object.keys(sent.forms).filter((id) => id in there.forms);
  const forms = both.every((id) => inOrder(sent.forms[id]) === inOrder(there.forms[id]));
  return sent.name === there.name && sent.xml === there.xml && forms;
}

/** The database does not keep the order of keys. */
function inOrder(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}
