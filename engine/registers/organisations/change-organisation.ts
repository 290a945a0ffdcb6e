import { isDeepStrictEqual } from 'node:util';
import { DateTime } from 'luxon';
import type { z } from 'zod';
import { conflict, invalidForm, type FieldFault } from '../../errors.ts';
import type { Organisation, organisationBody } from '../../http/resources/organisations/schemas.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { announceChange } from '../../store/changes.ts';
import { inTransaction, type Transaction } from '../../store/transaction.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { findOrganisation } from './find-organisation.ts';
import { nameTaken } from './name-taken.ts';

type Body = z.infer<typeof organisationBody>;
type Field = Exclude<keyof Body, 'revision'>;

const columns: Record<Field, string> = {
  name: 'name',
  head: 'head',
  phone: 'phone',
  address: 'address',
  foundedOn: 'founded_on',
  unit: 'unit',
  qqGroup: 'qq_group',
  reviewStartsOn: 'review_starts_on',
  reviewEndsOn: 'review_ends_on',
  premises: 'premises',
};

/**
 * Fills in the sheet of an organisation.
 * @throws `conflict` (409) when somebody else changed it since it was read, `invalid_form` (422)
 */
export async function changeOrganisation(
  services: Services,
  actor: Actor,
  code: string,
  body: Body,
): Promise<Organisation> {
  services.policy.require(actor, 'organisation', 'update', { orgCode: code });
  const before = await findOrganisation(services, actor, code);
  refuseImpossibleDays(services, body);
  const changed = fields.filter((field) => !isDeepStrictEqual(before[field], emptied(body[field])));
  await inTransaction(services.pool, async (tx) => {
    await update(tx, code, body, services.clock.now());
    if (changed.length === 0) return;
    await writeAudit(tx.knex, {
      at: services.clock.now(),
      actor,
      action: 'update',
      resource: 'organisation',
      resourceId: code,
      orgCode: code,
      detail: Object.fromEntries(changed.map((field) => [field, [before[field], emptied(body[field])]])),
    });
    await announceChange(tx.client, { event: 'organisation', id: code });
  });
  return findOrganisation(services, actor, code);
}

const fields = Object.keys(columns) as Field[];

async function update(tx: Transaction, code: string, body: Body, now: Date): Promise<void> {
  const values = Object.fromEntries(fields.map((field) => [columns[field], emptied(body[field])]));
  const updated = await tx
    .knex('organisation')
    .where({ code, revision: body.revision })
    .update({ ...values, updated_at: now, revision: tx.knex.raw('revision + 1') })
    .catch(nameTaken);
  if (updated === 0) throw conflict('这张信息表刚刚被别人改动，请刷新后重新填写。');
}

/** A field that was cleared is empty, not an empty text. */
function emptied(value: string | null): string | null {
  return value === '' ? null : value;
}

function refuseImpossibleDays({ clock, config }: Services, body: Body): void {
  const today = DateTime.fromJSDate(clock.now(), { zone: config.TIME_ZONE }).toISODate()!;
  const faults: FieldFault[] = [];
  if (body.foundedOn && body.foundedOn > today) {
    faults.push({ field: 'foundedOn', message: '成立时间不能晚于今天' });
  }
  if (body.reviewStartsOn && body.reviewEndsOn && body.reviewEndsOn < body.reviewStartsOn) {
    faults.push({ field: 'reviewEndsOn', message: '评议结束时间不能早于开始时间' });
  }
  if (faults.length > 0) throw invalidForm(undefined, { fields: faults });
}
