import type { Behaviour } from '../behaviour.ts';
import { joinOf } from '../joins.ts';
import { complete } from '../tokens.ts';

/** Waits for a token on every incoming flow, then sends one out on every outgoing flow (13.4.1). */
export const parallelGateway: Behaviour = {
  type: 'parallelGateway',

  hold(run, { id, incoming }, { scopeKey, flowId }) {
    if (incoming.length < 2 || flowId === null) return false;
    const join = joinOf(scopeKey, id);
    const arrived = [...(run.instance.joins[join] ?? []), flowId];
    const complete = incoming.every((flow) => arrived.includes(flow));
    if (complete) for (const flow of incoming) arrived.splice(arrived.indexOf(flow), 1);
    if (arrived.length > 0) run.instance.joins[join] = arrived;
    else delete run.instance.joins[join];
    return !complete;
  },

  enter: (run, _element, self) => complete(run, self),
  leave: (_run, { outgoing }) => outgoing,
};
