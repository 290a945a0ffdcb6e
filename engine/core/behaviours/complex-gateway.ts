import type { Behaviour } from '../behaviour.ts';
import { markedFeelOf } from '../diagram.ts';
import { isFailure, type Failure } from '../failure.ts';
import { canStillArrive, joinOf } from '../joins.ts';
import type { Key } from '../keys.ts';
import type { Element } from '../model.ts';
import type { Run } from '../run.ts';
import { complete, holds, noMatchingFlow, openFlows, takeFlows } from '../tokens.ts';

export interface ComplexDetails {
  /** FEEL over the variables, `activationCount` and `arrived` (ids of flows). */
  activationCondition: string | null;
}

/**
 * Goes on as soon as its activation condition holds over the tokens that have come, and swallows the others of the same
 * round: two of three, the first of many (13.4.5). It is ready for the next round when no more of this one can come. The
 * tokens that only reset it do not leave again, whatever the flows' conditions say.
 */
export const complexGateway: Behaviour<ComplexDetails> = {
  type: 'complexGateway',

  read: (node) => ({ activationCondition: markedFeelOf(node.activationCondition) }),

  check({ incoming, details }) {
    if (incoming.length < 2 || details.activationCondition !== null) return [];
    return [
      {
        severity: 'error',
        code: 'activation_condition_missing',
        message: '复杂网关没有激活条件。请填写，例如 =activationCount >= 2 表示到齐两个就继续。',
        messageEn: 'Expected an activation condition on the complex gateway, but there is none.',
      },
    ];
  },

  hold(run, { id, incoming }, { scopeKey, flowId }) {
    if (incoming.length < 2 || flowId === null) return false;
    const join = joinOf(scopeKey, id);
    run.instance.joins[join] = [...(run.instance.joins[join] ?? []), flowId];
    return true;
  },

  release(run, element, scopeKey) {
    const join = joinOf(scopeKey, element.id);
    const arrived = run.instance.joins[join]!;
    const activated = run.childrenOf(scopeKey).find((key) => run.get(key).elementId === element.id);
    if (activated !== undefined) {
      if (run.get(activated).data.gone !== true || canStillArrive(run, element, scopeKey, arrived))
        return false;
      delete run.instance.joins[join];
      complete(run, activated);
      return true;
    }
    const enough = isEnough(run, element, scopeKey, arrived);
    if (enough === false) return false;
    // a condition that cannot be evaluated becomes an incident on the gateway as it is entered
    run.queue.push({ elementId: element.id, scopeKey, flowId: null, data: { arrived } });
    return true;
  },

  enter(run, element, self) {
    const { data, parentKey } = run.get(self);
    const arrived = data.arrived;
    if (arrived === undefined) return complete(run, self);
    const enough = isEnough(run, element, self, arrived);
    if (isFailure(enough)) return enough;
    const flows = openOrDefault(run, element, self);
    if (isFailure(flows)) return flows;
    run.edit(self).data.gone = true;
    takeFlows(run, flows, parentKey!);
  },

  leave: (run, element, self) => (run.get(self).data.gone === true ? [] : openOrDefault(run, element, self)),
};

function isEnough(
  run: Run,
  { details }: Element<ComplexDetails>,
  scopeKey: Key,
  arrived: string[],
): boolean | Failure {
  return holds(run, details.activationCondition!, scopeKey, { activationCount: arrived.length, arrived });
}

function openOrDefault(run: Run, element: Element, self: Key): string[] | Failure {
  const open = openFlows(run, element, self);
  if (isFailure(open) || open.length > 0) return open;
  if (element.defaultFlow !== null) return [element.defaultFlow];
  return element.outgoing.length === 0 ? [] : noMatchingFlow(element);
}
