import { setImmediate as breathe } from 'node:timers/promises';
import { withDrawing } from '../bpmn/lay-out.ts';
import { lintModels } from '../bpmn/lint.ts';
import { readModels } from '../bpmn/read.ts';
import { firstFindings, type Report } from '../bpmn/report.ts';
import type { Model } from '../core/model.ts';
import { lintBaseFields } from '../forms/base-fields.ts';
import { lintForm } from '../forms/lint-form.ts';
import type { ServiceFinding } from './finding.ts';
import { variablesOf, type FormSchemas, type KnownVariables } from './known-variables.ts';
import { lintDrawing } from './lint-drawing.ts';
import { lintExpressions } from './lint-expressions.ts';
import { lintFieldProperties } from './lint-field-properties.ts';
import { lintFormVariables } from './lint-form-variables.ts';
import { lintJobs } from './lint-jobs.ts';
import { lintPapers } from './lint-papers.ts';
import { lintProperties } from './lint-properties.ts';
import { lintReferences } from './lint-references.ts';
import { lintResponsibility } from './lint-responsibility.ts';
import { lintServiceCode } from './lint-service-code.ts';
import { lintUnits } from './lint-units.ts';
import type { Surroundings } from './surroundings.ts';

export interface ServiceLint {
  models: Model[];
  findings: ServiceFinding[];
}

/**
 * Everything there is to say about a diagram and what it names before it is deployed, the same for a start from files
 * and for the studio. Errors keep it from being deployed.
 * @param read what was read of the diagram already; its report takes the findings up
 */
export async function lintService(
  xml: string,
  around: Surroundings,
  read?: { models: Model[]; report: Report },
): Promise<ServiceLint> {
  const { models, report } = read ?? (await readModels(xml));
  const drawing = lintModels({ models, report }, { formIds: around.forms.keys() });
  await breathe();
  const sheet = models.length > 0 ? await withDrawing(xml) : xml;
  const named: ServiceFinding[] = [];
  for (const model of models) {
    await breathe();
    named.push(...lintModel(model, sheet, around));
  }
  const lines = xml.split('\n');
  return { models, findings: firstFindings([...drawing, ...named.map(withLine)]) };

  /** Lines of papers are lines of their templates. */
  function withLine({ property, ...finding }: ServiceFinding): ServiceFinding {
    if (finding.paper !== undefined || finding.elementId === null) return finding;
    const line = report.lineOf(finding.elementId);
    return { ...finding, line: (property && line && lineOfProperty(lines, line, property)) || line };
  }
}

/** Where a property stands, from the line of its element on. */
function lineOfProperty(lines: string[], from: number, property: string): number | null {
  for (let line = from; line <= lines.length; line++) {
    if (lines[line - 1]!.includes(`name="${property}"`)) return line;
  }
  return null;
}

function lintModel(model: Model, sheet: string, around: Surroundings): ServiceFinding[] {
  const known = variablesOf(model, around.forms);
  return [
    ...lintProperties(model),
    ...lintReferences(model),
    ...lintServiceCode(model, around),
    ...lintExpressions(model, known),
    ...lintJobs(model, around, known),
    ...lintUnits(model, known),
    ...lintPapers(model, around, known),
    ...lintForms(model, around.forms, known),
    ...lintResponsibility(model, around),
    ...lintDrawing(model, sheet),
  ];
}

/** Each form once, said at the first step that uses it. */
function lintForms(model: Model, forms: FormSchemas, known: KnownVariables): ServiceFinding[] {
  const users = new Map(
    Object.values(model.elements)
      .filter(({ formId }) => formId !== null)
      .map((element) => [element.formId!, element] as const)
      .toReversed(),
  );
  // processes that are no service have no applicant whom the member base knows
  const openFields = model.properties.serviceCode ? lintBaseFields : () => [];
  return [...users].flatMap(([formId, { id, name }]) => {
    const schema = forms.get(formId);
    if (!schema) return [];
    const faults = [
      ...[...lintForm(schema), ...openFields(schema)].map((fault) => ({
        ...fault,
        elementId: id,
        line: null,
      })),
      ...lintFieldProperties(schema),
      ...lintFormVariables(schema, known),
    ];
    return faults.map((fault) => ({
      ...fault,
      elementId: id,
      formId,
      message: `“${name || id}”的表单：${fault.message}`,
    }));
  });
}
