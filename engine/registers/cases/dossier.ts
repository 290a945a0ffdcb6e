import type { Knex } from 'knex';
import type { JsonObject } from '../../core/keys.ts';
import { describeForm, type DescribedField } from '../../forms/describe-form.ts';
import type { CaseDetail } from '../../http/resources/cases/schemas.ts';
import { maskVariable } from '../operations/mask-variable.ts';

type DossierForm = CaseDetail['forms'][number];

export interface Dossier {
  /** Oldest first, as labels and words. */
  forms: DossierForm[];
  /** Id of the one that says what is asked for: the start form, or as it was submitted again with a supplement. */
  application: string | null;
}

/**
 * The submitted forms of a case. The applicant reads what he wrote; everybody else reads numbers and addresses of persons
 * in part, as the member's sheet and the variables of the case show them.
 */
export async function readDossier(db: Knex, caseId: string, forApplicant: boolean): Promise<Dossier> {
  const rows = await db('case_form as f')
    .join('form_definition as d', 'd.key', 'f.form_key')
    .where('f.case_id', caseId)
    .where(forApplicant ? { 'f.visible_to_applicant': true } : {})
    .orderBy('f.id')
    .select(
      'f.id',
      'f.name',
      'f.data',
      'f.submitted_at',
      'f.submitted_by_name',
      'f.task_key',
      'd.form_id',
      'd.schema',
    );
  const files = await readFiles(
    db,
    rows.map((row) => row.data as JsonObject),
  );
  const start = rows.find((row) => row.task_key === null);
  return {
    application: start ? (rows.findLast((row) => row.form_id === start.form_id)!.id as string) : null,
    forms: rows.map((row) => ({
      id: row.id,
      name: row.name,
      submittedAt: row.submitted_at.toISOString(),
      submittedByName: row.submitted_by_name,
      fields: describeForm(row.schema, row.data, files).map((line) => (forApplicant ? line : maskLine(line))),
    })),
  };
}

function maskLine(line: DescribedField): DossierForm['fields'][number] {
  if (line.files) return line;
  const text = String(maskVariable(line.key, line.text, line.label));
  // the member base hands some of them out masked already
  return text === line.text && !text.includes('****') ? line : { ...line, text, masked: true };
}

/** The uploaded files that forms point to: id → what to show. */
async function readFiles(
  db: Knex,
  forms: JsonObject[],
): Promise<Map<string, { name: string; size: number }>> {
  const ids = JSON.stringify(forms).match(/[0-9a-f]{32}/g) ?? [];
  const rows = await db('file_object')
    .whereIn('id', [...new Set(ids)])
    .select('id', 'name', 'size');
  return new Map(
    rows.map((row) => [row.id as string, { name: row.name as string, size: row.size as number }]),
  );
}

/** The printed documents of a case. */
export async function readDocuments(
  db: Knex,
  caseId: string,
  forApplicant: boolean,
): Promise<CaseDetail['documents']> {
  const rows = await db('case_document')
    .where('case_id', caseId)
    .where(forApplicant ? { visible_to_applicant: true } : {})
    .orderBy('id');
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    title: row.title,
    createdAt: row.created_at.toISOString(),
    printedCount: row.printed_count,
  }));
}
