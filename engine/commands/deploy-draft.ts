import type { z } from 'zod';
import { readModels, type ReadFile } from '../bpmn/read.ts';
import { deploy } from './deploy.ts';
import { createProblem } from '../errors.ts';
import type { deployed } from '../http/resources/studio/schemas.ts';
import type { Actor } from '../policy/actor.ts';
import type { Services } from '../services.ts';
import { requireKnown, type ProcessDraft } from '../registers/studio/drafts.ts';
import { lintDraft } from './lint-draft.ts';
import { requireUnchanged } from '../registers/studio/save-draft.ts';

const nothingToDeploy = createProblem('nothing_to_deploy', 409, '没有要发布的改动。');
const invalidDraft = createProblem('invalid_process', 422, '草稿还有错误，改好后再发布。');

/**
 * Makes the draft the next version. New cases start on it; running ones stay on theirs. The draft is gone afterwards.
 * @throws `draft_changed` (409) when it is not the draft the actor saw; `invalid_process` (422) with its `findings`
 */
export async function deployDraft(
  services: Services,
  actor: Actor,
  processId: string,
  { revision }: { revision: number },
): Promise<z.infer<typeof deployed>> {
  services.policy.require(actor, 'studio', 'deploy', {});
  const { draft } = await requireKnown(services.db, processId);
  if (!draft && revision === 0) throw nothingToDeploy();
  await requireUnchanged(services, draft, revision);
  const read = await readModels(draft!.xml);
  await requireSound(services, draft!, read);
  const { processes } = await deploy(services, actor, {
    name: draft!.name,
    diagrams: [{ name: processId, xml: draft!.xml, read }],
    forms: formsInUse(draft!, read),
  });
  await services.db('process_draft').where({ process_id: processId, revision }).delete();
  const { version, unchanged } = processes[0]!;
  return { processId, version, unchanged, running: await runningOf(services, processId) };
}

async function requireSound(services: Services, draft: ProcessDraft, read: ReadFile): Promise<void> {
  const { xml, forms, process_id: processId } = draft;
  const findings = await lintDraft(services, { xml, forms, processId }, read);
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw invalidDraft(errors[0]!.message, { findings });
}

function formsInUse({ forms }: ProcessDraft, { models }: ReadFile) {
  const named = new Set(models.flatMap((model) => Object.values(model.elements).map(({ formId }) => formId)));
  return Object.entries(forms)
    .filter(([id]) => named.has(id))
    .map(([id, schema]) => ({ id, schema: { ...schema, id } }));
}

async function runningOf({ db }: Services, processId: string): Promise<number> {
  const row = await db('process_instance_live')
    .where({ process_id: processId })
    .whereIn('state', ['active', 'suspended'])
    .count({ running: '*' })
    .first();
  return Number(row!.running);
}
