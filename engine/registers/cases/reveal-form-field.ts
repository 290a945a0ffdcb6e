import type { JsonObject } from '../../core/keys.ts';
import { notFound } from '../../errors.ts';
import { describeForm } from '../../forms/describe-form.ts';
import { valueAt } from '../../forms/schema.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { noteReveal } from '../audit/note-reveal.ts';
import { readPersonal } from '../members/reveal-field.ts';
import { caseTarget } from '../operations/managed-case.ts';
import { findCase, type CaseRow } from './find-case.ts';

export interface RevealFormField {
  number: string;
  /** Of the submitted form. */
  id: string;
  /** Key of the line in the dossier. */
  field: string;
  reason: string;
}

/**
 * Shows one masked line of the dossier in full, for a reason that goes on record with who asked; no record, no value.
 * @throws `not_found`, `forbidden`
 */
export async function revealFormField(
  services: Services,
  actor: Actor,
  { number, id, field, reason }: RevealFormField,
): Promise<{ value: string }> {
  const row = await findCase(services, actor, number);
  services.policy.require(actor, 'member', 'reveal', caseTarget(row));
  const form = await services
    .db('case_form as f')
    .join('form_definition as d', 'd.key', 'f.form_key')
    .where({ 'f.id': id, 'f.case_id': row.id })
    .first<{ data: JsonObject; schema: JsonObject } | undefined>('f.data', 'd.schema');
  const line = form && describeForm(form.schema, form.data, new Map()).find(({ key }) => key === field);
  if (!line) throw notFound('材料中没有这一项，请刷新。');
  const value = await fullValue(services, row, field, form.data);
  await noteReveal(services, actor, {
    resource: 'case',
    resourceId: number,
    orgCode: row.org_code,
    field: line.label,
    reason,
  });
  return { value };
}

/** As it was submitted; what a case keeps of the member only in part is in the member base. */
async function fullValue(
  services: Services,
  { applicant_member_id: memberId }: CaseRow,
  field: string,
  data: JsonObject,
): Promise<string> {
  const submitted = String(valueAt(data, field.split('.')) ?? '');
  if (!submitted.includes('****') || memberId === null) return submitted;
  return (await readPersonal(services, memberId, field)) ?? submitted;
}
