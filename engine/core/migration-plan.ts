import { elementOf, type Element, type Model } from './model.ts';

/** How the instances of one version of a process become instances of another. */
export interface MigrationPlan {
  /** Element id of the version they run on → of the version they go to. */
  mapping: Record<string, string>;
  /** `keep`: timers fire when they would have. `recount`: they are counted again, from the migration. */
  timers: 'keep' | 'recount';
  /** `keep`: messages and signals are waited for as before. `reopen`: their names and keys are evaluated again. */
  subscriptions: 'keep' | 'reopen';
}

export interface ProposedMapping {
  from: string;
  /** Null: nothing fits, somebody has to choose. */
  to: string | null;
  because: 'id' | 'name' | null;
}

/**
 * Which element of the target each element of the source becomes: the one with its id, or else the only one with its
 * name, where it is of the same kind.
 */
export function proposeMapping(source: Model, target: Model): ProposedMapping[] {
  const taken = new Set<string>();
  const byId = mappable(source).map((element): ProposedMapping => {
    const same = target.elements[element.id];
    if (!same || !fits(element, same)) return { from: element.id, to: null, because: null };
    taken.add(same.id);
    return { from: element.id, to: same.id, because: 'id' };
  });
  return byId.map((proposal) => {
    if (proposal.to !== null) return proposal;
    const element = elementOf(source, proposal.from);
    const named = mappable(target).filter(
      (one) => one.name === element.name && fits(element, one) && !taken.has(one.id),
    );
    const alone = mappable(source).filter((one) => one.name === element.name && one.type === element.type);
    if (element.name === '' || named.length !== 1 || alone.length !== 1) return proposal;
    return { from: element.id, to: named[0]!.id, because: 'name' };
  });
}

/** Everything a token or an event can stand on; the process itself becomes the process. */
function mappable({ elements, processId }: Model): Element[] {
  return Object.values(elements).filter(({ id }) => id !== processId);
}

/** Whether an instance of one element can go on as an instance of the other. */
export function fits(from: Element, to: Element): boolean {
  return (
    from.type === to.type &&
    (from.multiInstance === null) === (to.multiInstance === null) &&
    from.multiInstance?.sequential === to.multiInstance?.sequential &&
    (from.standardLoop === null) === (to.standardLoop === null) &&
    from.events.map(({ type }) => type).join() === to.events.map(({ type }) => type).join() &&
    from.parallelMultiple === to.parallelMultiple &&
    from.interrupting === to.interrupting
  );
}

/** The way back. */
export function reversePlan({ mapping, ...choices }: MigrationPlan): MigrationPlan {
  return { ...choices, mapping: Object.fromEntries(Object.entries(mapping).map(([from, to]) => [to, from])) };
}
