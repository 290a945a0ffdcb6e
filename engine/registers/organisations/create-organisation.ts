import type { z } from 'zod';
import { createProblem, invalidForm, notFound } from '../../errors.ts';
import type { newOrganisation, Organisation } from '../../http/resources/organisations/schemas.ts';
import type { Actor } from '../../policy/actor.ts';
import { OrgCodes } from '../../policy/org-code.ts';
import type { Services } from '../../services.ts';
import { announceChange } from '../../store/changes.ts';
import { inTransaction, type Transaction } from '../../store/transaction.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { findOrganisation } from './find-organisation.ts';
import { levelBelow } from './levels.ts';
import { nameTaken } from './name-taken.ts';

const levelFull = createProblem('level_full', 409, '这一级的编码已经用完，不能再新增下级党组织。');

interface Parent {
  code: string;
  name: string;
  level: number;
  type: string;
}

/**
 * Adds an organisation under another one; its code is assigned (O1).
 * @throws `invalid_form` (422) where the type does not fit there, `name_taken`, `level_full` (409)
 */
export async function createOrganisation(
  services: Services,
  actor: Actor,
  wanted: z.infer<typeof newOrganisation>,
): Promise<Organisation> {
  services.policy.require(actor, 'organisation', 'create', { orgCode: wanted.parentCode });
  const codes = new OrgCodes(services.config.CODE_DIGITS);
  const now = services.clock.now();
  const code = await inTransaction(services.pool, async (tx) => {
    const parent = await lockParent(tx, wanted.parentCode);
    const level = fittingLevel(parent, wanted.type);
    const assigned = await nextCode(tx, codes, parent.code, level);
    await insert(tx, { ...wanted, code: assigned, level, now });
    await writeAudit(tx.knex, {
      at: now,
      actor,
      action: 'create',
      resource: 'organisation',
      resourceId: assigned,
      orgCode: assigned,
      detail: { name: [null, wanted.name], type: [null, wanted.type] },
    });
    await announceChange(tx.client, { event: 'organisation', id: assigned });
    return assigned;
  });
  return findOrganisation(services, actor, code);
}

/** Two who add under the same parent wait for each other, so that each gets a code of its own. */
async function lockParent(tx: Transaction, code: string): Promise<Parent> {
  const parent = (await tx.knex('organisation').where({ code }).forUpdate().first()) as Parent | undefined;
  if (!parent) throw notFound('没有找到上级党组织，可能编码有误。');
  return parent;
}

function fittingLevel(parent: Parent, type: string): number {
  const level = levelBelow(parent.level, type);
  if (level !== null) return level;
  const message =
    parent.level >= 4 ? `${parent.name}是支部，下面不能再设党组织。` : `${parent.name}下面不能设${type}。`;
  throw invalidForm(message, { fields: [{ field: parent.level >= 4 ? 'parentCode' : 'type', message }] });
}

/** Numbers go on after the highest one; one that was given is never given again. */
async function nextCode(tx: Transaction, codes: OrgCodes, parent: string, level: number): Promise<string> {
  const siblings = await tx.knex('organisation').where({ parent_code: parent, level }).pluck('code');
  const number = 1 + Math.max(0, ...siblings.map((code: string) => codes.number(code)));
  if (String(number).length > codes.width(level)) throw levelFull();
  return codes.child(parent, level, number);
}

interface NewRow extends z.infer<typeof newOrganisation> {
  code: string;
  level: number;
  now: Date;
}

async function insert(tx: Transaction, { code, name, type, level, parentCode, now }: NewRow): Promise<void> {
  const last = await tx
    .knex('organisation')
    .where('parent_code', parentCode)
    .max('position as position')
    .first();
  const row = {
    code,
    name,
    type,
    level,
    parent_code: parentCode,
    position: Number(last?.position ?? 0) + 1,
    // committees of the second level may approve probationary members; others are given the right one by one
    can_approve_member: level === 2,
    created_at: now,
    updated_at: now,
  };
  await tx.knex('organisation').insert(row).catch(nameTaken);
}
