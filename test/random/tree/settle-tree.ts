import {
  leadsOn,
  type Activity,
  type Block,
  type Boundary,
  type EventSub,
  type ProcessTree,
  type Scope,
  type Thrown,
  type Trigger,
} from './tree.ts';
import { Names } from './names.ts';

/** Where a block stands: decides what may be drawn there. */
interface Place {
  /** Directly in a transaction, whose cancel end events it may hold. */
  inTransaction: boolean;
  /** Tokens may come here several times in one scope, each for itself: joins that look at all of them are not drawn. */
  repeats: boolean;
  /** Of how many calls inside each other. */
  calls: number;
  /** Activities of the scope that compensation looks through: the one around an event sub-process. */
  undoable: string[];
}

/** Makes a random tree legal, and gives it ids and names. The same tree and style give the same result. */
export function settleTree(raw: ProcessTree, style: number): ProcessTree {
  const names = new Names(style);
  return settleProcess(raw, names, 0);
}

function settleProcess(raw: ProcessTree, names: Names, calls: number): ProcessTree {
  const id = names.process();
  const place = { inTransaction: false, repeats: false, calls, undoable: [] };
  const body = settleScope(raw.body, names, place, ['compensation']);
  return { ...raw, id, name: names.name(), body };
}

/** @param without events that cannot happen here */
function settleScope(raw: Scope, names: Names, outer: Place, without: string[] = []): Scope {
  const place = { ...outer, repeats: false, undoable: [] };
  const scope = settleInside(raw, names, place, without);
  return { ...scope, parts: nameUndone(scope.parts, place.undoable) };
}

function settleInside(raw: Scope, names: Names, place: Place, without: string[]): Scope {
  const startId = names.id();
  const parts = settleParts(raw.parts, names, place);
  const events: EventSub[] = [];
  for (const one of clearlyCaught(raw.events)) {
    if (without.includes(one.trigger.on)) continue;
    const { body, ...drawn } = settleEventSub(one, names, place);
    // what it throws is about the scope it stands in, and named there
    events.push({ ...drawn, body: { ...body, parts: nameUndone(body.parts, place.undoable) } });
  }
  return { startId, parts, endId: names.id(), events };
}

/** Of two in one place that catch the same it is open which one does. */
function clearlyCaught<T extends { trigger: Trigger }>(all: T[]): T[] {
  const caught = ({ trigger }: T) => `${trigger.on} ${'code' in trigger ? trigger.code : ''}`;
  const thrown = new Set(['error', 'escalation', 'compensation']);
  return all.filter(
    (one, index) =>
      !thrown.has(one.trigger.on) || all.findIndex((other) => caught(other) === caught(one)) === index,
  );
}

function settleEventSub(raw: EventSub, names: Names, place: Place): EventSub {
  const inside = { ...place, inTransaction: false, repeats: false, undoable: [] };
  const always = raw.trigger.on === 'error' || raw.trigger.on === 'compensation';
  return {
    ...raw,
    id: names.id(),
    name: names.name(),
    interrupting: always || raw.interrupting,
    body: settleInside(raw.body, names, inside, ['compensation']),
  };
}

/** Nothing is drawn behind what leads nowhere. */
function settleParts(raw: Block[], names: Names, place: Place): Block[] {
  const parts: Block[] = [];
  for (const one of raw) {
    parts.push(settleBlock(one, names, place));
    if (!leadsOn(parts)) break;
  }
  return parts;
}

function settleBlock(raw: Block, names: Names, place: Place): Block {
  const drawn = { id: names.id(), name: names.name() };
  switch (raw.block) {
    case 'activity':
      return settleActivity(raw, drawn, names, place);
    case 'catch':
    case 'throw':
      return { ...raw, ...drawn };
    case 'link':
      return { ...raw, ...drawn, catchId: names.id() };
    case 'stop': {
      const outside = raw.thrown.throws === 'cancel' && !place.inTransaction;
      return { ...raw, ...drawn, thrown: outside ? { throws: 'terminate' } : raw.thrown };
    }
    case 'split': {
      const chooses = raw.gateway === 'exclusive' || raw.gateway === 'inclusive';
      const simple = chooses ? 'exclusive' : 'parallel';
      const gateway = place.repeats ? simple : raw.gateway;
      const branches = raw.branches.map(({ when, parts }, index) => ({
        when: chooses && (raw.strict || index > 0) ? when : null,
        parts: settleParts(parts, names, place),
      }));
      const joined = branches.filter(({ parts }) => leadsOn(parts)).length;
      const enough = Math.max(1, Math.min(raw.enough, joined));
      return { ...raw, ...drawn, gateway, joinId: names.id(), branches, enough };
    }
    case 'choice': {
      const branches = raw.branches.map((branch) => ({
        ...branch,
        id: names.id(),
        name: names.name(),
        parts: settleParts(branch.parts, names, place),
      }));
      return { ...raw, ...drawn, mergeId: names.id(), branches };
    }
  }
}

function settleActivity(
  raw: Activity,
  drawn: { id: string; name: string },
  names: Names,
  place: Place,
): Activity {
  // one handler each; a called process and an ad-hoc sub-process are undone as a whole
  const undo = raw.undo ? { ...raw.undo, id: names.undo(), name: names.name() } : null;
  const isScope = raw.work.do === 'sub' || raw.work.do === 'transaction';
  if (undo || isScope) place.undoable.push(drawn.id);
  const work = settleWork(raw, names, place);
  const boundaries = clearlyCaught(raw.boundaries).map((one) => settleBoundary(one, names, place));
  return { ...raw, ...drawn, undo, work, boundaries, mergeId: names.id() };
}

function settleBoundary(raw: Boundary, names: Names, place: Place): Boundary {
  const interrupting = raw.interrupting || raw.trigger.on === 'error';
  return {
    ...raw,
    id: names.id(),
    name: names.name(),
    interrupting,
    // a token more than came in would meet others at joins that are drawn for one
    leadsBack: raw.leadsBack && interrupting,
    path: settleParts(raw.path, names, { ...place, repeats: place.repeats || !interrupting }),
    endId: names.id(),
  };
}

function settleWork({ work }: Activity, names: Names, place: Place): Activity['work'] {
  switch (work.do) {
    case 'sub':
      return { ...work, body: settleScope(work.body, names, { ...place, inTransaction: false }) };
    case 'transaction': {
      const body = settleScope(work.body, names, { ...place, inTransaction: true });
      const cancelled = throwsIn(body.parts).some(({ throws }) => throws === 'cancel');
      return { ...work, body, cancel: cancelled ? settleBoundary(work.cancel!, names, place) : null };
    }
    case 'adHoc': {
      const inside = { ...place, inTransaction: false, repeats: true, undoable: [] };
      const flows = work.flows
        .map((flow) => flow.map((one) => settleBlock(endsItself(one), names, inside) as Activity))
        .map((flow) => nameUndone(flow, inside.undoable) as Activity[]);
      return { ...work, flows, active: work.active?.map((index) => index % flows.length) ?? null };
    }
    case 'call':
      // calls inside calls inside calls only make cases larger
      if (place.calls > 1) return { do: 'user' };
      return { ...work, called: settleProcess(work.called, names, place.calls + 1) };
    default:
      return work;
  }
}

/**
 * An ad-hoc sub-process holds no end events: what happens beside its activities leads back to them. What does not is left
 * out before anything is named, so that nobody names what is not drawn.
 */
function endsItself(one: Activity): Activity {
  const plain = ({ block }: Block) => block === 'activity' || block === 'catch' || block === 'throw';
  const leadsBack = (boundary: Boundary): Boundary => ({
    ...boundary,
    leadsBack: true,
    path: boundary.path.filter(plain).map((part) => (part.block === 'activity' ? endsItself(part) : part)),
  });
  const { work } = one;
  return {
    ...one,
    boundaries: one.boundaries
      .filter(({ interrupting, trigger }) => interrupting || trigger.on === 'error')
      .map(leadsBack),
    work: work.do === 'transaction' && work.cancel ? { ...work, cancel: leadsBack(work.cancel) } : work,
  };
}

/** Which activity a compensation names: one of the scope it looks through, or all of them. */
function nameUndone(parts: Block[], undoable: string[]): Block[] {
  const choose = (thrown: Thrown): Thrown => {
    if (thrown.throws !== 'compensation' || thrown.of === null) return thrown;
    const of = undoable.length > 0 ? undoable[Number(thrown.of) % undoable.length]! : null;
    return { throws: 'compensation', of };
  };
  return parts.map((part) => changeThrown(part, choose));
}

/** Throw and end events of this scope, those inside other scopes left out. */
function throwsIn(parts: Block[]): Thrown[] {
  const found: Thrown[] = [];
  for (const part of parts) {
    changeThrown(part, (thrown) => {
      found.push(thrown);
      return thrown;
    });
  }
  return found;
}

function changeThrown(part: Block, change: (thrown: Thrown) => Thrown): Block {
  const inside = (parts: Block[]) => parts.map((one) => changeThrown(one, change));
  switch (part.block) {
    case 'throw':
    case 'stop':
      return { ...part, thrown: change(part.thrown) };
    case 'split':
      return { ...part, branches: part.branches.map((one) => ({ ...one, parts: inside(one.parts) })) };
    case 'choice':
      return { ...part, branches: part.branches.map((one) => ({ ...one, parts: inside(one.parts) })) };
    case 'activity': {
      const onPath = (one: Boundary) => ({ ...one, path: inside(one.path) });
      const { work } = part;
      const cancels = work.do === 'transaction' && work.cancel;
      return {
        ...part,
        boundaries: part.boundaries.map(onPath),
        work: cancels ? { ...work, cancel: onPath(cancels) } : work,
      };
    }
    default:
      return part;
  }
}
