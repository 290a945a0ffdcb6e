import { linkCatchers } from '../core/links.ts';
import { childrenOf, elementOf, type Element, type Model } from '../core/model.ts';

/** Ids of the elements a token can come to, whatever the conditions say. */
export function reachable(model: Model): Set<string> {
  const reached = new Set<string>();
  const open = [model.processId];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    open.push(...after(model, elementOf(model, id)));
  }
  return reached;
}

function after(model: Model, element: Element): string[] {
  const { starts, eventStarts, boundaries, outgoing, compensatedBy } = element;
  return [
    ...starts,
    ...eventStarts.map((id) => elementOf(model, id).parentId!),
    ...boundaries,
    ...outgoing.map((flow) => model.flows[flow]!.targetId),
    ...(compensatedBy === null ? [] : [compensatedBy]),
    ...(element.place === 'throw' ? linkCatchers(model, element).map(({ id }) => id) : []),
    ...chosen(model, element),
  ];
}

/** What somebody may choose in an ad-hoc sub-process. */
function chosen(model: Model, { id, type }: Element): string[] {
  if (type !== 'adHocSubProcess') return [];
  return childrenOf(model, id)
    .filter(({ incoming }) => incoming.length === 0)
    .map((one) => one.id);
}
