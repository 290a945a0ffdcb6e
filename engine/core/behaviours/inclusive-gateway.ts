import type { Behaviour } from '../behaviour.ts';
import { isFailure } from '../failure.ts';
import { canStillArrive, joinOf, takeOneOfEach } from '../joins.ts';
import { complete, noMatchingFlow, openFlows } from '../tokens.ts';

/**
 * Takes every flow whose condition holds, or else the default flow; as a join, waits for every token that can still
 * come (13.4.3). It looks again whenever tokens have moved or died.
 */
export const inclusiveGateway: Behaviour = {
  type: 'inclusiveGateway',

  hold(run, { id, incoming }, { scopeKey, flowId }) {
    if (incoming.length < 2 || flowId === null) return false;
    const join = joinOf(scopeKey, id);
    run.instance.joins[join] = [...(run.instance.joins[join] ?? []), flowId];
    return true;
  },

  release(run, element, scopeKey) {
    const join = joinOf(scopeKey, element.id);
    const arrived = run.instance.joins[join]!;
    if (canStillArrive(run, element, scopeKey, arrived)) return false;
    const { left } = takeOneOfEach(arrived);
    if (left.length > 0) run.instance.joins[join] = left;
    else delete run.instance.joins[join];
    run.queue.push({ elementId: element.id, scopeKey, flowId: null });
    return true;
  },

  enter: (run, _element, self) => complete(run, self),

  leave(run, element, self) {
    const open = openFlows(run, element, self);
    if (isFailure(open)) return open;
    if (open.length > 0) return open;
    if (element.defaultFlow !== null) return [element.defaultFlow];
    return element.outgoing.length === 0 ? [] : noMatchingFlow(element);
  },
};
