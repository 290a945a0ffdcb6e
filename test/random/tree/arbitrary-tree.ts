import fc from 'fast-check';
import { numbers, type Condition, type Sum } from './expressions.ts';
import { settleTree } from './settle-tree.ts';
import {
  itemVariable,
  type Activity,
  type Assignment,
  type Block,
  type Boundary,
  type Branch,
  type EventSub,
  type Listeners,
  type Loop,
  type ProcessTree,
  type Scope,
  type Thrown,
  type Trigger,
  type Undo,
  type Work,
} from './tree.ts';

/**
 * Random process trees, small ones first, everything nested in everything. What is drawn here may still be nonsense (a
 * cancel end outside any transaction); `settleTree` makes it legal and gives it ids. It shrinks to fewer and plainer blocks.
 */
/** So often of ten times, else null, which it shrinks to. */
function maybe<T>(some: fc.Arbitrary<T>, often: number): fc.Arbitrary<T | null> {
  return fc.oneof({ arbitrary: fc.constant(null), weight: 10 - often }, { arbitrary: some, weight: often });
}

const variable = fc.constantFrom(...numbers);
const small = fc.integer({ min: 0, max: 3 });

const sum: fc.Arbitrary<Sum> = fc.record({ of: maybe(variable, 8), plus: small });
const readingSum: fc.Arbitrary<Sum> = fc.record({ of: variable, plus: small });
const assignment: fc.Arbitrary<Assignment> = fc.record({ name: variable, value: sum });

const condition: fc.Arbitrary<Condition> = fc.record({
  of: variable,
  is: fc.constantFrom('at least' as const, 'exactly' as const),
  value: small,
});
/** Only "at least": a script that adds cannot make it swing. */
const threshold: fc.Arbitrary<Condition> = condition.map((one) => ({ ...one, is: 'at least' as const }));

const message = fc.constantFrom('补充材料', '催办', 'msg_3');
const signal = fc.constantFrom('停办', 'signal 2');
const error = fc.constantFrom('E1', 'E2');
const escalation = fc.constantFrom('超期', 'ESC-2');

const listeners: fc.Arbitrary<Listeners> = fc.oneof(
  { arbitrary: fc.constant({ start: 0, end: 0 }), weight: 12 },
  { arbitrary: fc.record({ start: fc.nat(2), end: fc.nat(1) }), weight: 1 },
);

const waitedFor: fc.Arbitrary<Trigger> = fc.oneof(
  fc.record({ on: fc.constant('message' as const), message }),
  fc.record({ on: fc.constant('timer' as const), hours: fc.integer({ min: 1, max: 30 }) }),
  fc.record({ on: fc.constant('signal' as const), signal }),
  fc.record({ on: fc.constant('condition' as const), when: threshold }),
);

const cycle: fc.Arbitrary<Trigger> = fc.record({
  on: fc.constant('timer' as const),
  hours: fc.integer({ min: 1, max: 30 }),
  rounds: maybe(fc.integer({ min: 1, max: 3 }), 7),
});

const caught: fc.Arbitrary<Trigger> = fc.oneof(
  fc.record({ on: fc.constant('error' as const), code: maybe(error, 6) }),
  fc.record({ on: fc.constant('escalation' as const), code: maybe(escalation, 6) }),
);

const nothing: fc.Arbitrary<Thrown> = fc.constant({ throws: 'nothing' });
const thrown: fc.Arbitrary<Thrown> = fc.oneof(
  nothing,
  fc.record({ throws: fc.constant('message' as const), message: fc.constant('通知对方') }),
  fc.record({ throws: fc.constant('signal' as const), signal: fc.constant('已经通知') }),
  fc.record({ throws: fc.constant('escalation' as const), code: escalation }),
  // which one is chosen when the tree is settled; 0: all of them
  fc.record({
    throws: fc.constant('compensation' as const),
    of: maybe(fc.constantFrom('1', '2', '3'), 5),
  }),
);
const thrownAtEnd: fc.Arbitrary<Thrown> = fc.oneof(
  { arbitrary: thrown, weight: 2 },
  { arbitrary: fc.record({ throws: fc.constant('error' as const), code: error }), weight: 3 },
  { arbitrary: fc.constant<Thrown>({ throws: 'terminate' }), weight: 1 },
  { arbitrary: fc.constant<Thrown>({ throws: 'cancel' }), weight: 1 },
);

const undo: fc.Arbitrary<Undo> = fc.record({
  id: fc.constant(''),
  name: fc.constant(''),
  work: fc.oneof(
    fc.record({ do: fc.constantFrom('user' as const, 'job' as const, 'manual' as const) }),
    fc.record({ do: fc.constant('script' as const), result: assignment }),
  ),
});

const collected: fc.Arbitrary<Assignment> = fc.record({
  name: fc.constantFrom('汇总', '意见'),
  value: fc.record({ of: fc.constantFrom(itemVariable, ...numbers), plus: small }),
});

const loop: fc.Arbitrary<Loop> = fc.oneof(
  fc.record({
    kind: fc.constant('multi' as const),
    sequential: fc.boolean(),
    over: fc.oneof(fc.array(small, { maxLength: 3 }), fc.record({ countedBy: variable })),
    collect: maybe(collected, 5),
    until: maybe(fc.oneof(condition, fc.record({ completed: fc.integer({ min: 1, max: 2 }) })), 5),
  }),
  fc.record({
    kind: fc.constant('standard' as const),
    testBefore: fc.boolean(),
    maximum: fc.integer({ min: 1, max: 3 }),
    again: maybe(condition, 5),
  }),
);

const simpleWork: fc.Arbitrary<Work> = fc.oneof(
  { arbitrary: fc.constant<Work>({ do: 'user' }), weight: 5 },
  { arbitrary: fc.constant<Work>({ do: 'job' }), weight: 3 },
  { arbitrary: fc.constantFrom<Work>({ do: 'manual' }, { do: 'none' }), weight: 1 },
  { arbitrary: fc.record({ do: fc.constant('script' as const), result: assignment }), weight: 3 },
  {
    arbitrary: fc.record({
      do: fc.constant('rule' as const),
      result: fc.record({ name: variable, value: readingSum }),
      fails: fc.boolean(),
    }),
    weight: 1,
  },
  { arbitrary: fc.record({ do: fc.constant('receive' as const), message }), weight: 1 },
  {
    arbitrary: fc.record({ do: fc.constant('send' as const), message: fc.constant('通知对方') }),
    weight: 1,
  },
);

type Tied = {
  block: Block;
  parts: Block[];
  scope: Scope;
  activity: Activity;
  process: ProcessTree;
};

const depth = { depthSize: 'small', maxDepth: 3, depthIdentifier: 'tree' } as const;

const { process } = fc.letrec<Tied>((tie) => {
  const boundary: fc.Arbitrary<Boundary> = fc.record({
    ...drawn(),
    trigger: fc.oneof({ arbitrary: waitedFor, weight: 3 }, { arbitrary: caught, weight: 3 }, cycle),
    interrupting: fc.boolean(),
    path: tie('parts'),
    leadsBack: fc.boolean(),
    endId: fc.constant(''),
  });
  const eventSub: fc.Arbitrary<EventSub> = fc.record({
    ...drawn(),
    trigger: fc.oneof(
      { arbitrary: waitedFor, weight: 3 },
      { arbitrary: caught, weight: 3 },
      cycle,
      fc.constant<Trigger>({ on: 'compensation' }),
    ),
    interrupting: fc.boolean(),
    body: tie('scope'),
  });
  const decorated = (work: fc.Arbitrary<Work>): fc.Arbitrary<Activity> =>
    fc.record({
      ...drawn(),
      block: fc.constant('activity' as const),
      work,
      loop: maybe(loop, 1),
      boundaries: rarely(fc.array(boundary, { minLength: 1, maxLength: 2 }), []),
      mergeId: fc.constant(''),
      undo: maybe(undo, 2),
      listeners,
      input: maybe(assignment, 1),
      output: maybe(assignment, 1),
    });
  const adHoc: fc.Arbitrary<Work> = fc.record({
    do: fc.constant('adHoc' as const),
    flows: fc.array(fc.array(tie('activity'), { minLength: 1, maxLength: 2 }), {
      minLength: 1,
      maxLength: 3,
    }),
    active: maybe(fc.array(fc.nat(2), { maxLength: 3 }), 7),
    sequential: fc.boolean(),
    until: maybe(condition, 5),
    cancelRemaining: fc.boolean(),
  });
  const scopeWork: fc.Arbitrary<Work> = fc.oneof(
    { arbitrary: fc.record({ do: fc.constant('sub' as const), body: tie('scope') }), weight: 4 },
    {
      arbitrary: fc.record({
        do: fc.constant('transaction' as const),
        body: tie('scope'),
        cancel: boundary.map((one) => ({ ...one, trigger: { on: 'cancel' } as Trigger, interrupting: true })),
      }),
      weight: 2,
    },
    { arbitrary: adHoc, weight: 2 },
    {
      arbitrary: fc.record({
        do: fc.constant('call' as const),
        called: tie('process'),
        everythingIn: fc.boolean(),
        everythingOut: fc.boolean(),
      }),
      weight: 1,
    },
  );
  const branch: fc.Arbitrary<Branch> = fc.record({ when: condition, parts: tie('parts') });
  const split: fc.Arbitrary<Block> = fc.record({
    ...drawn(),
    block: fc.constant('split' as const),
    gateway: fc.constantFrom('parallel', 'exclusive', 'inclusive', 'complex'),
    joinId: fc.constant(''),
    branches: fc.array(branch, { minLength: 2, maxLength: 3 }),
    strict: fc.boolean(),
    enough: fc.integer({ min: 1, max: 3 }),
  });
  const choice: fc.Arbitrary<Block> = fc.record({
    ...drawn(),
    block: fc.constant('choice' as const),
    mergeId: fc.constant(''),
    branches: fc.array(
      fc.record({ ...drawn(), receives: fc.boolean(), trigger: waitedFor, parts: tie('parts') }),
      { minLength: 2, maxLength: 3 },
    ),
  });
  const simple = decorated(simpleWork);
  return {
    activity: fc.oneof(
      { ...depth },
      { arbitrary: simple, weight: 4 },
      { arbitrary: decorated(scopeWork), weight: 1 },
    ),
    block: fc.oneof(
      { ...depth, withCrossShrink: true },
      { arbitrary: simple, weight: 8 },
      {
        arbitrary: fc.record({ ...drawn(), block: fc.constant('catch' as const), trigger: waitedFor }),
        weight: 1,
      },
      {
        arbitrary: fc.record({
          ...drawn(),
          block: fc.constant('throw' as const),
          thrown,
          input: maybe(assignment, 3),
        }),
        weight: 2,
      },
      {
        arbitrary: fc.record({ ...drawn(), block: fc.constant('link' as const), catchId: fc.constant('') }),
        weight: 1,
      },
      {
        arbitrary: fc.record({ ...drawn(), block: fc.constant('stop' as const), thrown: thrownAtEnd }),
        weight: 2,
      },
      { arbitrary: decorated(scopeWork), weight: 4 },
      { arbitrary: split, weight: 4 },
      { arbitrary: choice, weight: 1 },
    ),
    parts: fc.array(tie('block'), { maxLength: 2 }),
    scope: fc.record({
      startId: fc.constant(''),
      parts: fc.array(tie('block'), { minLength: 1, maxLength: 3 }),
      endId: fc.constant(''),
      events: rarely(fc.array(eventSub, { minLength: 1, maxLength: 2 }), []),
    }),
    process: fc.record({ id: fc.constant(''), name: fc.constant(''), body: tie('scope'), listeners }),
  };
});

function drawn() {
  return { id: fc.constant(''), name: fc.constant('') };
}

function rarely<T>(some: fc.Arbitrary<T>, otherwise: T): fc.Arbitrary<T> {
  return fc.oneof({ arbitrary: fc.constant(otherwise), weight: 4 }, { arbitrary: some, weight: 1 });
}

export const treeArbitrary: fc.Arbitrary<ProcessTree> = fc
  .tuple(process, fc.nat(4))
  .map(([tree, style]) => settleTree(tree, style));
