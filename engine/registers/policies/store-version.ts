import { createProblem } from '../../errors.ts';
import type { Actor } from '../../policy/actor.ts';
import type { PolicySource } from '../../policy/sources.ts';
import { announceChange } from '../../store/changes.ts';
import type { Transaction } from '../../store/transaction.ts';
import { writeAudit } from '../audit/write-audit.ts';

export const policyChanged = createProblem('conflict', 409, '这张表刚刚被别人改动，请刷新后重新修改。');

/**
 * Puts a new version of a table in force; all nodes are told at commit.
 * @throws `conflict` when somebody else was faster
 */
export async function storePolicyVersion(
  tx: Transaction,
  { before, content, actor, now }: { before: PolicySource; content: string; actor: Actor; now: Date },
): Promise<number> {
  const { name } = before;
  const version = before.version + 1;
  const { rowCount } = await tx.client.query(
    `insert into policy_version (name, version, content, changed_at, changed_by) values ($1, $2, $3, $4, $5)
     on conflict do nothing`,
    [name, version, content, now, actor.id],
  );
  if (rowCount === 0) throw policyChanged();
  await writeAudit(tx.knex, {
    at: now,
    actor,
    action: 'update',
    resource: 'policy',
    resourceId: name,
    detail: { version: [before.version, version], ...changedLines(before.content, content) },
  });
  await announceChange(tx.client, { event: 'policy', id: name });
  return version;
}

/**
 * Puts the file of a table in force again: the versions made in the browser go, the log keeps what they had changed.
 * @throws `conflict` when somebody has changed the table meanwhile
 */
export async function dropPolicyVersions(
  tx: Transaction,
  { before, file, actor, now }: { before: PolicySource; file: PolicySource; actor: Actor; now: Date },
): Promise<void> {
  const { name } = before;
  const { rows } = await tx.client.query<{ version: number }>(
    'delete from policy_version where name = $1 returning version',
    [name],
  );
  if (Math.max(0, ...rows.map(({ version }) => version)) !== before.version) throw policyChanged();
  await writeAudit(tx.knex, {
    at: now,
    actor,
    action: 'update',
    resource: 'policy',
    resourceId: name,
    detail: { version: [before.version, file.version], ...changedLines(before.content, file.content) },
  });
  await announceChange(tx.client, { event: 'policy', id: name });
}

/** Lines that went and came; remarks of the file are not lines. */
function changedLines(before: string, after: string): { removed: string[]; added: string[] } {
  const lines = (text: string) => text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const [old, now] = [lines(before), lines(after)];
  return {
    removed: old.filter((line) => !now.includes(line)),
    added: now.filter((line) => !old.includes(line)),
  };
}
