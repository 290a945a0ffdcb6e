import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { DateTime } from 'luxon';
import type { JsonObject } from '../core/keys.ts';
import { renderDocument } from '../documents/render.ts';
import { createProblem } from '../errors.ts';
import { variablesOf } from '../lint/known-variables.ts';
import { unknownOnPaper } from '../lint/lint-paper.ts';
import { OrgCodes } from '../policy/org-code.ts';
import { readForm } from '../store/definitions.ts';
import type { Effect, EffectJob } from './effect.ts';
import { flagInput, requiredText, textInput } from './input.ts';

const noCase = createProblem('no_case', 422, '这个流程不是党员服务，没有办件可以存放文书。');
const unknownName = createProblem('unknown_name', 422, '文书模板里有不认识的名称。');
const noTemplate = createProblem('no_template', 422, '找不到文书模板。');

/**
 * Job type `print-document`: fills a print template and puts the paper into the case's dossier as it is today.
 * Inputs: `template` (name of `forms/<service>/<template>.print.html`), `title` (the template's own unless given),
 * `data` (values besides the case's variables), `visibleToApplicant` = true. Output: `documentNumber`.
 */
export const printDocument: Effect = {
  type: 'print-document',
  async run(job) {
    if (!job.caseFile) throw noCase();
    const template = requiredText(job.input, 'template');
    const number = await nextNumber(job, job.caseFile.id, job.caseFile.number);
    const data = {
      ...(await unitNames(job, job.caseFile.orgCode)),
      signedOn: await daysOfTasks(job, job.caseFile.id),
      ...valuesFor(job, number),
    };
    const text = await readTemplate(template);
    await requireKnown(job, template, text, data);
    const { title, html } = renderDocument(text, data);
    await job.tx.client.query({
      name: 'file-document',
      text: `insert into case_document (case_id, number, template, title, data, html, visible_to_applicant, created_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      values: [
        job.caseFile.id,
        number,
        template,
        textInput(job.input, 'title') ?? title,
        JSON.stringify(data),
        html,
        flagInput(job.input, 'visibleToApplicant'),
        job.now,
      ],
    });
    return { documentNumber: number };
  },
};

/**
 * A name that nobody sets would leave a blank on an official paper. One that is only not set yet does: an office that
 * was not asked, a field that was not shown.
 */
async function requireKnown(job: EffectJob, template: string, text: string, data: JsonObject): Promise<void> {
  const { definition, services, tx } = job;
  const forms = await Promise.all(
    Object.entries(definition.forms).map(
      async ([id, key]) => [id, (await readForm(services.pool, tx.client, key)).schema] as const,
    ),
  );
  const known = variablesOf(definition.model, new Map(forms), true);
  const [unknown] = unknownOnPaper(template, text, known, Object.keys(data));
  if (unknown)
    throw unknownName(`文书模板“${template}”第 ${unknown.line} 行：${unknown.message}改好模板后重试。`);
}

/** 编号 = 流水号 + 文种序号 (services 0.11). The instance is locked, so no two papers of a case are numbered at once. */
async function nextNumber({ tx }: EffectJob, caseId: string, caseNumber: string): Promise<string> {
  const { rows } = await tx.client.query<{ count: number }>({
    name: 'count-documents',
    text: 'select count(*)::int as count from case_document where case_id = $1',
    values: [caseId],
  });
  return `${caseNumber}-${String(rows[0]!.count + 1).padStart(2, '0')}`;
}

/**
 * Names papers are addressed to and signed with: `orgName`, the applicant's organisation; `committeeName`, the nearest one
 * above it that may approve members (what the regulations call 党委, services 0.2); `districtName`.
 */
async function unitNames({ tx, services }: EffectJob, orgCode: string): Promise<JsonObject> {
  const line = new OrgCodes(services.config.CODE_DIGITS).lineage(orgCode);
  const { rows } = await tx.client.query<{ name: string; can_approve_member: boolean }>({
    name: 'names-of-line',
    text: `select name, can_approve_member from organisation where code = any($1::text[])
            order by array_position($1::text[], code)`,
    values: [line],
  });
  const committee = rows.find((row) => row.can_approve_member);
  return {
    orgName: rows[0]?.name ?? null,
    committeeName: committee?.name ?? null,
    districtName: rows.at(-1)?.name ?? null,
  };
}

/** Task → the day it was done, the last time: what an opinion is dated with. */
async function daysOfTasks(
  { tx, services, now, endedTasks }: EffectJob,
  caseId: string,
): Promise<JsonObject> {
  const { rows } = await tx.client.query<{ element_id: string; done_at: Date }>({
    name: 'days-of-tasks',
    text: `select element_id, max(case when state = 'completed' then completed_at else $3 end) as done_at
             from user_task
            where case_id = $1 and (state = 'completed' or key = any($2::bigint[])) group by element_id`,
    values: [caseId, endedTasks, now],
  });
  const dayOf = (at: Date) => DateTime.fromJSDate(at, { zone: services.config.TIME_ZONE }).toISODate();
  return Object.fromEntries(rows.map((row) => [row.element_id, dayOf(row.done_at)]));
}

function valuesFor({ now, services, input, variables, caseFile }: EffectJob, number: string): JsonObject {
  const own =
    typeof input.data === 'object' && input.data !== null && !Array.isArray(input.data) ? input.data : {};
  return {
    ...variables,
    caseNumber: caseFile!.number,
    documentNumber: number,
    date: DateTime.fromJSDate(now, { zone: services.config.TIME_ZONE }).toFormat('yyyy年M月d日'),
    ...own,
  };
}

const FORMS = fileURLToPath(new URL('../../forms/', import.meta.url));

async function readTemplate(name: string): Promise<string> {
  const files = await readdir(FORMS, { recursive: true });
  const file = files.find((file) => path.basename(file) === `${name}.print.html`);
  if (!file) throw noTemplate(`找不到文书模板“${name}”，请把 ${name}.print.html 放进 forms 目录后重试。`);
  return readFile(path.join(FORMS, file), 'utf8');
}
