import type { Behaviour } from '../behaviour.ts';
import { extension, markedFeelOf, textOf } from '../diagram.ts';
import { fail, isFailure, type Failure } from '../failure.ts';
import type { ChosenElement } from '../instance.ts';
import type { Key } from '../keys.ts';
import { childrenOf, elementOf, type Element, type Model } from '../model.ts';
import type { Run } from '../run.ts';
import { terminateChildren } from '../terminate.ts';
import { complete, holds } from '../tokens.ts';

export interface AdHocDetails {
  /** `=` FEEL for the ids of the elements that begin with it; null: somebody chooses while it runs. */
  activeElements: string | null;
  /** FEEL, asked whenever an element has completed; null: done when nothing is active. */
  completionCondition: string | null;
  /** True: what still runs when the condition holds is ended; false: it is waited for. */
  cancelRemaining: boolean;
  /** True: one element at a time, in the order in which they were chosen. */
  sequential: boolean;
}

/** Elements in any order, as often as needed, or not at all (13.3.5). */
export const adHocSubProcess: Behaviour<AdHocDetails> = {
  type: 'adHocSubProcess',

  read(node) {
    return {
      activeElements: textOf(extension(node, 'zeebe:AdHoc')?.activeElementsCollection),
      completionCondition: markedFeelOf(node.completionCondition),
      cancelRemaining: node.cancelRemainingInstances !== false,
      sequential: node.ordering === 'Sequential',
    };
  },

  check({ id, starts }, model) {
    if (starts.length === 0 && childrenOf(model, id).length > 0) return [];
    return [
      {
        severity: 'error',
        code: 'ad_hoc_content',
        message: '临时子流程里至少要有一个任务，并且不能有开始事件，请调整。',
        messageEn: 'Expected at least one activity and no start event inside the ad-hoc sub-process.',
      },
    ];
  },

  enter(run, { details }, self) {
    if (details.activeElements === null) return;
    const ids = run.resolve(details.activeElements, self);
    if (isFailure(ids)) return ids;
    if (!Array.isArray(ids)) {
      return fail(
        'not_a_list',
        `Expected '${details.activeElements}' to be a list of element ids, but it is not.`,
      );
    }
    const failure = activateElements(
      run,
      self,
      ids.map(String).map((elementId) => ({ elementId, variables: {} })),
    );
    if (failure) return failure;
    if (ids.length === 0) complete(run, self);
  },

  resume(run, element, self, trigger) {
    // elements live in its rounds, not in the body around them; one that began again only undoes what was done in it
    const { loop, data } = run.get(self);
    if (trigger.type !== 'elementsActivated' || loop || data.again === true)
      return fail('not_waiting', `Expected elements to activate, but got ${trigger.type}.`);
    const { sequential } = element.details;
    const failure = activateElements(run, self, trigger.elements, trigger.cancelRemaining === true);
    if (!failure && sequential) run.emptied.add(self);
    return failure;
  },

  childEnded(run, element, self) {
    const { completionCondition, cancelRemaining } = element.details;
    if (completionCondition === null) return goOn(run, self);
    const done = run.get(self).data.done === true || holds(run, completionCondition, self);
    if (isFailure(done)) return done;
    if (!done) return goOn(run, self);
    if (cancelRemaining) terminateChildren(run, self);
    else run.edit(self).data.done = true;
    if (run.childrenOf(self).length === 0) complete(run, self);
  },

  retry: (run, _element, self) => void run.ended.add(self),

  emptied(run, { details }, self) {
    // with a condition that does not hold yet, somebody has to choose the next element
    if (details.completionCondition === null || run.get(self).data.done === true) complete(run, self);
  },
};

/** Begins elements of an ad-hoc sub-process, or lines them up when they go one after the other. */
function activateElements(
  run: Run,
  self: Key,
  elements: ChosenElement[],
  cancelRemaining = false,
): Failure | void {
  const { id, details } = run.elementAt(self) as Element<AdHocDetails>;
  const unfit = elements.find(({ elementId }) => !mayBegin(run.model, id, elementId));
  if (unfit) {
    return fail(
      'element_not_found',
      `Expected '${unfit.elementId}' to be an element of '${id}' that nothing leads to, but it is not.`,
    );
  }
  if (cancelRemaining) terminateChildren(run, self);
  if (!details.sequential) {
    for (const element of elements) begin(run, self, element);
    return;
  }
  const edited = run.edit(self);
  edited.data.lined = [...(edited.data.lined ?? []), ...elements];
  return goOn(run, self);
}

function mayBegin(model: Model, scopeId: string, elementId: string): boolean {
  if (!Object.hasOwn(model.elements, elementId)) return false;
  const { parentId, incoming, attachedTo, type } = elementOf(model, elementId);
  return parentId === scopeId && incoming.length === 0 && attachedTo === null && type !== 'eventSubProcess';
}

function begin(run: Run, self: Key, { elementId, variables }: ChosenElement): void {
  run.queue.push({ elementId, scopeKey: self, flowId: null, locals: variables });
}

/** One after the other: the next in line begins when nothing is active. */
function goOn(run: Run, self: Key): void {
  const lined = run.get(self).data.lined ?? [];
  const busy = run.childrenOf(self).length > 0 || run.queue.some(({ scopeKey }) => scopeKey === self);
  const [next, ...rest] = lined;
  if (!next || busy) return;
  run.edit(self).data.lined = rest;
  begin(run, self, next);
}
