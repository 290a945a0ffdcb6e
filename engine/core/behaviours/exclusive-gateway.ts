import type { Behaviour } from '../behaviour.ts';
import { isFailure } from '../failure.ts';
import { complete, holds, noMatchingFlow } from '../tokens.ts';

/** Takes the first flow whose condition holds, in drawing order, else the default flow (13.4.2). */
export const exclusiveGateway: Behaviour = {
  type: 'exclusiveGateway',

  check(element, model) {
    if (element.outgoing.length < 2) return [];
    return element.outgoing
      .filter((id) => id !== element.defaultFlow && model.flows[id]!.condition === null)
      .map((id) => ({
        severity: 'error' as const,
        code: 'condition_missing',
        message: `连线“${model.flows[id]!.name || id}”没有条件。请给它写上条件，或把它设为默认流。`,
        messageEn: `Expected flow '${id}' to have a condition or to be the default flow.`,
      }));
  },

  enter: (run, _element, self) => complete(run, self),

  leave(run, element, self) {
    for (const flowId of element.outgoing) {
      if (flowId === element.defaultFlow) continue;
      const { condition } = run.model.flows[flowId]!;
      const open = condition === null || holds(run, condition, self);
      if (isFailure(open)) return open;
      if (open) return [flowId];
    }
    if (element.defaultFlow !== null) return [element.defaultFlow];
    return element.outgoing.length === 0 ? [] : noMatchingFlow(element);
  },
};
