import { elementOf, type Model } from '../core/model.ts';

/** Ids of the elements a token can come to, whatever the conditions say. */
export function reachable(model: Model): Set<string> {
  const reached = new Set<string>();
  const open = [model.processId];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    const { starts, boundaries, outgoing } = elementOf(model, id);
    open.push(...starts, ...boundaries, ...outgoing.map((flow) => model.flows[flow]!.targetId));
  }
  return reached;
}
