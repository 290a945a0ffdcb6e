import type { z } from 'zod';
import { readModels, type ReadFile } from '../bpmn/read.ts';
import type { JsonObject } from '../core/keys.ts';
import type { Model } from '../core/model.ts';
import type { lintBody, LintProblem } from '../http/resources/studio/schemas.ts';
import { errorAt, type ServiceFinding } from '../lint/finding.ts';
import { lintService } from '../lint/lint-service.ts';
import { sharedForms } from '../registers/studio/shared-forms.ts';
import { readSurroundings } from '../registers/studio/surroundings.ts';
import type { Services } from '../services.ts';

/**
 * Everything there is to say about a draft: the drawing, its forms, who will do its tasks, what its properties name.
 * @param known the diagram, where it has been read already
 */
export async function lintDraft(
  services: Services,
  { xml, forms, processId }: z.infer<typeof lintBody>,
  known?: ReadFile,
): Promise<LintProblem[]> {
  const drafted = new Map(Object.entries(forms as Record<string, JsonObject>));
  const read = known ?? (await readModels(xml));
  const { models } = read;
  const around = await readSurroundings(services, { forms: drafted, services: models.map(toService) });
  const { findings } = await lintService(xml, around, read);
  const shared = await Promise.all(models.map((model) => sharedForms(services.db, model, drafted)));
  return [...findings, ...identity(models, processId), ...shared.flat()].map(toProblem).sort(bySeverity);
}

function toService({ processId, name, properties }: Model) {
  return { processId, name, serviceCode: properties.serviceCode ?? null };
}

/** A draft belongs to one process; a diagram of another one would be deployed beside it. */
function identity(models: Model[], processId: string | undefined): ServiceFinding[] {
  if (!processId || models.length === 0) return [];
  if (models.length === 1 && models[0]!.processId === processId) return [];
  return [
    errorAt(
      models[0]!.processId,
      'process_id_changed',
      `流程的标识应为“${processId}”。请把标识改回来；要做另一个流程，请在流程列表里新建。`,
      `Expected one process with id '${processId}'.`,
    ),
  ];
}

function toProblem({
  code,
  elementId,
  line,
  severity,
  message,
  messageEn,
  ...form
}: ServiceFinding): LintProblem {
  return {
    elementId,
    line,
    severity,
    message,
    messageEn,
    rule: code,
    formId: form.formId ?? null,
    componentId: form.componentId ?? null,
  };
}

function bySeverity(a: LintProblem, b: LintProblem): number {
  return Number(a.severity === 'warning') - Number(b.severity === 'warning');
}
