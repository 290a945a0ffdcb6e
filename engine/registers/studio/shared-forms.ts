import { isDeepStrictEqual } from 'node:util';
import type { Knex } from 'knex';
import type { JsonObject } from '../../core/keys.ts';
import type { Model } from '../../core/model.ts';
import { warningAt, type ServiceFinding } from '../../lint/finding.ts';
import { newestForms } from './drafts.ts';

/** Forms of a draft that other processes use as well: what is changed here will be theirs at their next version. */
export async function sharedForms(
  db: Knex,
  model: Model,
  drafted: ReadonlyMap<string, JsonObject>,
): Promise<ServiceFinding[]> {
  const elements = Object.values(model.elements).filter(({ formId }) => drafted.has(formId ?? ''));
  const ids = [...new Set(elements.map(({ formId }) => formId!))];
  const deployed = await newestForms(db, ids);
  const changed = ids.filter((id) => deployed[id] && !isDeepStrictEqual(deployed[id], drafted.get(id)));
  if (changed.length === 0) return [];
  const { rows } = await db.raw<{ rows: { form: string; name: string }[] }>(
    `select distinct f.form, newest.name from (
       select distinct on (process_id) process_id, name, forms
         from process_definition order by process_id, version desc) newest
       cross join unnest(?::text[]) as f(form)
      where newest.process_id <> ? and newest.forms -> f.form is not null
      order by f.form, newest.name`,
    [changed, model.processId],
  );
  return changed.flatMap((formId) => {
    const others = rows.filter(({ form }) => form === formId).map(({ name }) => `“${name}”`);
    if (others.length === 0) return [];
    const { id, name } = elements.find((element) => element.formId === formId)!;
    const finding = warningAt(
      id,
      'form_shared',
      `“${name || id}”的表单“${formId}”也由${others.join('、')}使用，改动会在它们下次发布时一起生效。只想改这里的，请换一张新表单。`,
      `Form '${formId}' of '${id}' is also used by other processes.`,
    );
    return [{ ...finding, formId }];
  });
}
