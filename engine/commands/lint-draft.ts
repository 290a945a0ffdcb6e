import type { z } from 'zod';
import { lintProcess } from '../bpmn/lint.ts';
import { readModels } from '../bpmn/read.ts';
import { jobTypeFault } from './deployment/read-diagrams.ts';
import type { Finding } from '../core/finding.ts';
import type { JsonObject } from '../core/keys.ts';
import type { Model } from '../core/model.ts';
import { lintForm } from '../forms/lint-form.ts';
import type { lintBody, LintProblem } from '../http/resources/studio/schemas.ts';
import type { Services } from '../services.ts';
import { findNewest, type Forms } from '../registers/studio/drafts.ts';
import { lintReferences } from '../registers/studio/lint-references.ts';
import { lintResponsibility } from '../registers/studio/lint-responsibility.ts';
import { lintServiceCode } from '../registers/studio/lint-service-code.ts';

/** A finding of the studio; those about a form say which, and at which of its components. */
export interface StudioFinding extends Finding {
  formId?: string;
  componentId?: string | null;
}

/** Everything there is to say about a draft: the drawing, its forms, who will do its tasks, what its properties name. */
export async function lintDraft(
  { db }: Services,
  { xml, forms, processId }: z.infer<typeof lintBody>,
): Promise<LintProblem[]> {
  const deployed = await db('form_definition').distinct().pluck<string[]>('form_id');
  const drawing = await lintProcess(xml, { formIds: [...deployed, ...Object.keys(forms)] });
  const { models } = await readModels(xml);
  const around = await Promise.all(models.map((model) => lintAround(model, forms as Forms)));
  return [...drawing, ...identity(models, processId), ...around.flat()].map(toProblem).sort(bySeverity);

  async function lintAround(model: Model, drafted: Forms): Promise<StudioFinding[]> {
    const newest = await findNewest(db, model.processId);
    return [
      ...Object.values(model.elements).flatMap(jobTypeFault),
      ...lintForms(model, drafted),
      ...lintReferences(model),
      ...(await lintResponsibility(db, model, newest?.xml ?? null)),
      ...(await lintServiceCode(db, model)),
    ];
  }
}

/** A draft belongs to one process; a diagram of another one would be deployed beside it. */
function identity(models: Model[], processId: string | undefined): StudioFinding[] {
  if (!processId || models.length === 0) return [];
  if (models.length === 1 && models[0]!.processId === processId) return [];
  return [
    {
      elementId: models[0]!.processId,
      line: null,
      severity: 'error',
      code: 'process_id_changed',
      message: `流程的标识应为“${processId}”。请把标识改回来；要做另一个流程，请在流程列表里新建。`,
      messageEn: `Expected one process with id '${processId}'.`,
    },
  ];
}

function lintForms(model: Model, forms: Forms): StudioFinding[] {
  return Object.entries(forms).flatMap(([formId, schema]) => {
    const user = Object.values(model.elements).find((element) => element.formId === formId);
    if (!user) return [];
    return lintForm(schema as JsonObject).map((fault) => ({
      ...fault,
      elementId: user.id,
      line: null,
      message: `“${user.name || user.id}”的表单：${fault.message}`,
      formId,
    }));
  });
}

function toProblem({ code, ...finding }: StudioFinding): LintProblem {
  return { ...finding, rule: code, formId: finding.formId ?? null, componentId: finding.componentId ?? null };
}

function bySeverity(a: LintProblem, b: LintProblem): number {
  return Number(a.severity === 'warning') - Number(b.severity === 'warning');
}
