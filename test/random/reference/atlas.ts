import {
  leadsOn,
  type Activity,
  type Block,
  type Boundary,
  type Catch,
  type Choice,
  type EventSub,
  type Link,
  type Listeners,
  type ProcessTree,
  type Scope,
  type Split,
  type Stop,
  type Throw,
  type Undo,
} from '../tree/tree.ts';

/** Where a token goes next: to an element, or to the join of a split, by one of its branches. */
export type Target = { to: string } | { arriveAt: string; branch: number };

interface Standing {
  id: string;
  /** Where a token goes when this is done; of gateways one for each branch. */
  next: Target[];
  /** Boundary events on it. */
  boundaries: Boundary[];
}

/** What stands at an id of the tree. */
export type Spot = Standing &
  (
    | { is: 'process'; process: ProcessTree }
    | { is: 'activity'; activity: Activity }
    | { is: 'handler'; undo: Undo }
    | { is: 'eventSub'; event: EventSub }
    | { is: 'boundary'; boundary: Boundary }
    | { is: 'catch'; event: Catch | Choice['branches'][number] }
    | { is: 'throw'; event: Throw }
    | { is: 'stop'; event: Stop }
    | { is: 'linkThrow'; link: Link }
    | { is: 'split' | 'join'; split: Split }
    | { is: 'choice'; choice: Choice }
    /** Start events, plain end events, merges: a token passes. */
    | { is: 'passage' }
  );

/** Looks up what stands where in a tree, and what follows it. */
export class Atlas {
  private readonly spots = new Map<string, Spot>();

  /** Id of the process that calls all others. */
  readonly outermost: string;

  constructor(tree: ProcessTree) {
    this.outermost = tree.id;
    this.process(tree);
  }

  at(id: string): Spot {
    const found = this.spots.get(id);
    if (!found) throw new Error(`Expected '${id}' to stand in the tree, but it does not.`);
    return found;
  }

  /** What is inside this element, when it is a scope. */
  scopeAt(id: string): Scope | null {
    const spot = this.at(id);
    if (spot.is === 'process') return spot.process.body;
    if (spot.is === 'eventSub') return spot.event.body;
    if (spot.is !== 'activity') return null;
    const { work } = spot.activity;
    return work.do === 'sub' || work.do === 'transaction' ? work.body : null;
  }

  listenersAt(id: string): Listeners {
    const spot = this.at(id);
    if (spot.is === 'process') return spot.process.listeners;
    return spot.is === 'activity' ? spot.activity.listeners : { start: 0, end: 0 };
  }

  /**
   * Whether a token on this element of the branch may still come to the branch's end, whatever the conditions say. Where
   * it stands before the split it does not count: in one scope a split is come to once.
   */
  leadsTo(id: string, joinId: string, branch: number): boolean {
    const join = this.at(joinId);
    const seen = new Set(join.is === 'join' ? [joinId, join.split.id] : []);
    const follow = (target: Target): boolean => {
      if ('arriveAt' in target) {
        if (target.arriveAt === joinId) return target.branch === branch;
        return follow({ to: target.arriveAt });
      }
      if (seen.has(target.to)) return false;
      seen.add(target.to);
      const { next, boundaries } = this.at(target.to);
      return next.some(follow) || boundaries.some((one) => follow({ to: one.id }));
    };
    return follow({ to: id });
  }

  private process(tree: ProcessTree): void {
    this.put({ is: 'process', id: tree.id, process: tree, next: [], boundaries: [] });
    this.scope(tree.body);
  }

  private scope({ startId, parts, endId, events }: Scope): void {
    this.passage(startId, this.sequence(parts, { to: endId }));
    if (leadsOn(parts)) this.put({ is: 'passage', id: endId, next: [], boundaries: [] });
    for (const event of events) {
      this.put({ is: 'eventSub', id: event.id, event, next: [], boundaries: [] });
      this.scope(event.body);
    }
  }

  /** @returns where a token enters these blocks; behind them it goes to `then` */
  private sequence(parts: Block[], then: Target | null): Target | null {
    return parts.reduceRight<Target | null>((after, part) => this.block(part, after), then);
  }

  private block(part: Block, then: Target | null): Target {
    const { id } = part;
    const next = then ? [then] : [];
    switch (part.block) {
      case 'activity':
        this.activity(part, then);
        break;
      case 'catch':
        this.put({ is: 'catch', id, event: part, next, boundaries: [] });
        break;
      case 'throw':
        this.put({ is: 'throw', id, event: part, next, boundaries: [] });
        break;
      case 'stop':
        this.put({ is: 'stop', id, event: part, next: [], boundaries: [] });
        break;
      case 'link':
        this.put({ is: 'linkThrow', id, link: part, next: [{ to: part.catchId }], boundaries: [] });
        this.passage(part.catchId, then);
        break;
      case 'split':
        this.split(part, next);
        break;
      case 'choice': {
        const heads = part.branches.map((branch) => {
          const after = this.sequence(branch.parts, { to: part.mergeId });
          this.put({ is: 'catch', id: branch.id, event: branch, next: [after!], boundaries: [] });
          return { to: branch.id };
        });
        this.put({ is: 'choice', id, choice: part, next: heads, boundaries: [] });
        this.passage(part.mergeId, then);
      }
    }
    return { to: id };
  }

  private split(split: Split, next: Target[]): void {
    const merges = split.gateway === 'exclusive';
    const heads = split.branches.map(({ parts }, branch) => {
      const end: Target = merges ? { to: split.joinId } : { arriveAt: split.joinId, branch };
      return this.sequence(parts, end)!;
    });
    this.put({ is: 'split', id: split.id, split, next: heads, boundaries: [] });
    this.put({ is: 'join', id: split.joinId, split, next, boundaries: [] });
  }

  private activity(activity: Activity, then: Target | null): void {
    const { id, work, undo, mergeId } = activity;
    const cancel = work.do === 'transaction' && work.cancel ? [work.cancel] : [];
    const boundaries = [...activity.boundaries, ...cancel];
    for (const boundary of boundaries) {
      const end = { to: boundary.leadsBack ? mergeId : boundary.endId };
      const after = this.sequence(boundary.path, end)!;
      this.put({ is: 'boundary', id: boundary.id, boundary, next: [after], boundaries: [] });
      if (!boundary.leadsBack && leadsOn(boundary.path)) this.passage(boundary.endId, null);
    }
    const merges = boundaries.some(({ leadsBack, path }) => leadsBack && leadsOn(path));
    if (merges) this.passage(mergeId, then);
    const next = merges ? [{ to: mergeId }] : then ? [then] : [];
    this.put({ is: 'activity', id, activity, next, boundaries });
    if (undo) this.put({ is: 'handler', id: undo.id, undo, next: [], boundaries: [] });
    if (work.do === 'sub' || work.do === 'transaction') this.scope(work.body);
    if (work.do === 'call') this.process(work.called);
    if (work.do === 'adHoc') for (const flow of work.flows) this.sequence(flow, null);
  }

  private passage(id: string, then: Target | null): void {
    this.put({ is: 'passage', id, next: then ? [then] : [], boundaries: [] });
  }

  private put(spot: Spot): void {
    this.spots.set(spot.id, spot);
  }
}
