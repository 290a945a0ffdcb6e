import { withDrawing } from '../../bpmn/lay-out.ts';
import { readModels, type Finding } from '../../bpmn/read.ts';
import type { Report } from '../../bpmn/report.ts';
import type { Model } from '../../core/model.ts';
import { effectTypes } from '../../effects/effects.ts';
import { unknownJobTypes } from '../../lint/job-types.ts';
import { unreadableProperties } from '../../lint/lint-expressions.ts';
import type { Services } from '../../services.ts';
import type { Deploy } from './context.ts';

export interface ReadModel {
  model: Model;
  /** Laid out, where it was not drawn. */
  xml: string;
  /** File it was uploaded as. */
  resourceName: string;
  /** Ids of the forms its start events and user tasks name. */
  formIds: string[];
}

/** Reads every diagram before anything is written. */
export async function readDiagrams(
  services: Services,
  { diagrams, forms, outsideJobs }: Deploy,
): Promise<{ models: ReadModel[]; findings: (Finding & { diagram: string })[] }> {
  const known = new Set([...forms.map((form) => form.id), ...(await deployedForms(services))]);
  const findings: (Finding & { diagram: string })[] = [];
  const models: ReadModel[] = [];
  for (const { name, xml, read: given } of diagrams) {
    const read = given ?? (await readModels(xml));
    const processes = read.report.failed ? [] : read.models;
    const around = processes.flatMap((model) => [
      ...unreadableProperties(model),
      ...checkModel(model, known),
      ...unknownJobTypes(model, effectTypes(), outsideJobs),
    ]);
    const placed = around.map((finding) => ({ ...finding, line: lineOf(finding, read.report) }));
    const own = [...read.report.findings, ...placed];
    findings.push(...own.map((finding) => ({ ...finding, diagram: name })));
    const drawn = processes.length > 0 ? await withDrawing(xml) : xml;
    models.push(
      ...processes.map((model) => ({
        model,
        xml: drawn,
        resourceName: fileName(name),
        formIds: formIdsOf(model),
      })),
    );
  }
  return { models, findings };
}

function lineOf({ elementId }: Finding, report: Report): number | null {
  return elementId === null ? null : report.lineOf(elementId);
}

/** Drafts are uploaded under the id of their process. */
function fileName(name: string): string {
  return name.endsWith('.bpmn') ? name : `${name}.bpmn`;
}

function formIdsOf(model: Model): string[] {
  const ids = Object.values(model.elements).map((element) => element.formId);
  return [...new Set(ids.filter((id) => id !== null))].sort();
}

/** What only the engine around the diagram can know: whether its forms exist. */
function checkModel(model: Model, known: Set<string>): Finding[] {
  return Object.values(model.elements).flatMap((element) => {
    const at = { elementId: element.id, line: null, severity: 'error' as const };
    const found: Finding[] = [];
    if (element.formId !== null && !known.has(element.formId)) {
      found.push({
        ...at,
        code: 'form_missing',
        message: `“${element.name || element.id}”用的表单“${element.formId}”不存在，请新建表单或改选一个。`,
        messageEn: `Expected form '${element.formId}' to be deployed, but it is not.`,
      });
    }
    return found;
  });
}

async function deployedForms({ db }: Services): Promise<string[]> {
  return db('form_definition').distinct().pluck('form_id');
}
