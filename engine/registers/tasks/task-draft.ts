import type { JsonObject, Key } from '../../core/keys.ts';
import { badRequest, taskGone } from '../../errors.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { targetOf } from './task-row.ts';
import { findTask } from './find-task.ts';

export interface Draft {
  data: JsonObject;
  updatedAt: Date;
}

/** What the actor has filled in and not yet submitted; nobody else sees it. */
export async function readDraft({ db }: Services, actor: Actor, taskKey: Key): Promise<Draft | null> {
  const row = await db('draft').where(identity(actor, taskKey)).first('data', 'updated_at');
  return row ? { data: row.data, updatedAt: row.updated_at } : null;
}

/**
 * Keeps what has been filled in so far, unchecked: a draft may be incomplete.
 * @returns when it was saved
 */
export async function saveDraft(
  services: Services,
  actor: Actor,
  taskKey: Key,
  data: JsonObject,
): Promise<Date> {
  const task = await findTask(services, taskKey);
  services.policy.require(actor, 'task', 'complete', targetOf(task, actor));
  if (task.state !== 'created') throw taskGone();
  if (task.form_key === null) throw badRequest('这件任务没有表单，不用保存草稿。');
  const now = services.clock.now();
  await services
    .db('draft')
    .insert({
      ...identity(actor, taskKey),
      form_key: task.form_key,
      data: JSON.stringify(data),
      updated_at: now,
    })
    .onConflict(['owner', 'subject'])
    .merge();
  return now;
}

export async function deleteDraft({ db }: Services, actor: Actor, taskKey: Key): Promise<void> {
  await db('draft').where(identity(actor, taskKey)).delete();
}

function identity(actor: Actor, taskKey: Key) {
  return { owner: actor.id, subject: `task:${taskKey}` };
}
