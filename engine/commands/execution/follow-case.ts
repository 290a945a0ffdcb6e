import { evaluateFeel } from '../../core/feel.ts';
import { isFailure } from '../../core/failure.ts';
import type { JsonObject } from '../../core/keys.ts';
import type { Model } from '../../core/model.ts';
import { closeCase, hideCase, refreshSummary } from '../../registers/cases/close-case.ts';
import type { HeldInstance } from '../../store/instances.ts';
import { hiddenUnits } from './hidden-units.ts';
import { notifyMember } from './notices.ts';
import { tellStopped } from './tell-stopped.ts';
import { rootVariables, type Run } from './run.ts';

/** Keeps the case file up with its process: the line that lists show, and the outcome when it has ended. */
export async function followCase(run: Run, held: HeldInstance): Promise<void> {
  const { caseFile, instance, rootKey } = held;
  await tellStopped(run, held);
  if (!caseFile || instance.key !== rootKey || held.events.length === 0) return;
  run.changes.push({
    event: 'case',
    id: caseFile.number,
    orgCodes: [caseFile.orgCode],
    memberIds: caseFile.applicantMemberId === null ? [] : [caseFile.applicantMemberId],
  });
  const ended = instance.state === 'completed' || instance.state === 'cancelled';
  const summary = textOf(held, 'summary', run.now);
  if (summary !== null && summary !== caseFile.summary) await refreshSummary(run.tx, instance.key, summary);
  await followConfidentiality(run, held);
  if (ended && caseFile.status === 'open') await close(run, held);
}

/** What the applicant says later on counts too; where it cannot be told any more, the case stays hidden as it was. */
async function followConfidentiality(run: Run, held: HeldInstance): Promise<void> {
  // of a cancelled process nothing is known any more
  if (!held.definition.properties.hiddenFrom || held.instance.state === 'cancelled') return;
  const hidden = await hiddenUnits(run, held, held.caseFile!.orgCode, rootVariables(held));
  if (hidden) await hideCase(run.tx, held.instance.key, hidden);
}

/** The value of a process property that is FEEL over the variables; null where there is none or it does not work out. */
export function textOf(
  held: HeldInstance,
  property: string,
  now: Date,
  variables: JsonObject = rootVariables(held),
): string | null {
  const expression = held.definition.properties[property];
  if (!expression) return null;
  const result = evaluateFeel(expression, variables, { now });
  return isFailure(result) || result.value === null ? null : String(result.value);
}

async function close(run: Run, held: HeldInstance): Promise<void> {
  const caseFile = held.caseFile!;
  const { outcome, outcomeName } = run.outcomes.get(held.instance.key) ?? outcomeOf(held);
  await closeCase(run.tx, { instanceKey: held.instance.key, outcome, outcomeName, closedAt: run.now });
  if (caseFile.applicantMemberId === null) return;
  notifyMember(run, {
    memberId: caseFile.applicantMemberId,
    caseId: caseFile.id,
    title: `您的“${caseFile.title}”已办结`,
    body: `办理结果：${outcomeName}。受理编号 ${caseFile.number}。`,
  });
}

/** What the end event says that was reached last; its property `outcome` is one of the ten codes of the services. */
function outcomeOf({ definition, instance, events }: HeldInstance): { outcome: string; outcomeName: string } {
  if (instance.state === 'cancelled')
    return saidBy(events) ?? { outcome: 'terminated', outcomeName: '已终止' };
  const ends = events.flatMap((event) =>
    event.type === 'elementCompleted' ? endEvents(definition.model, event.elementId) : [],
  );
  const end = ends.findLast((element) => element.properties.outcome) ?? ends.at(-1);
  return { outcome: end?.properties.outcome ?? 'done', outcomeName: end?.name || '已办结' };
}

/** What whoever cancelled it said, maybe long before. */
function saidBy(events: HeldInstance['events']) {
  const end = events.findLast((event) => event.type === 'instanceCancelled');
  return end?.type === 'instanceCancelled' ? end.outcome : undefined;
}

function endEvents(model: Model, elementId: string) {
  const element = model.elements[elementId];
  return element?.type === 'endEvent' && element.parentId === model.processId ? [element] : [];
}
