import fc from 'fast-check';
import { test } from 'vitest';
import { play, type Play } from '../support/play.ts';
import { process, type ProcessBuilder } from '../support/process.ts';

/** A block-structured piece of a process; whatever is drawn from it can always run to its end. */
type Block =
  | { kind: 'userTask' | 'serviceTask' | 'timer' | 'message' | 'script' }
  | { kind: 'rounds'; sequential: boolean; count: number }
  | { kind: 'sequence'; parts: Block[] }
  | { kind: 'exclusive' | 'parallel'; parts: Block[] }
  | { kind: 'sub'; inside: Block; deadline: 'none' | 'interrupting' | 'nonInterrupting' };

const { block } = fc.letrec<{ block: Block }>((tie) => ({
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ kind: fc.constantFrom('userTask', 'serviceTask', 'timer', 'message', 'script') }),
    fc.record({
      kind: fc.constant('rounds'),
      sequential: fc.boolean(),
      count: fc.integer({ min: 0, max: 3 }),
    }),
    fc.record({
      kind: fc.constant('sequence'),
      parts: fc.array(tie('block'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constantFrom('exclusive', 'parallel'),
      parts: fc.array(tie('block'), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constant('sub'),
      inside: tie('block'),
      deadline: fc.constantFrom('none', 'interrupting', 'nonInterrupting'),
    }),
  ) as fc.Arbitrary<Block>,
}));

/** Draws a block behind the last element; ids count up. */
function draw(builder: ProcessBuilder, one: Block, ids: () => string): ProcessBuilder {
  const id = ids();
  switch (one.kind) {
    case 'userTask':
      return builder.userTask(id);
    case 'serviceTask':
      return builder.serviceTask(id, 'notify');
    case 'timer':
      return builder.catchTimer(id, { duration: 'P1D' });
    case 'message':
      return builder.catchMessage(id, { message: 'm', key: '= "k"' });
    case 'script':
      return builder.script(id, '= choice + 1', `r_${id}`);
    case 'rounds': {
      const collection = `= for i in ${one.count === 0 ? '[]' : `1..${one.count}`} return i`;
      return builder.userTask(id, { multi: { collection, sequential: one.sequential } });
    }
    case 'sequence':
      return one.parts.reduce((drawn, part) => draw(drawn, part, ids), builder);
    case 'exclusive':
    case 'parallel':
      return drawBranches(builder, one.kind, one.parts, ids, id);
    case 'sub':
      return drawSub(builder, one, ids, id);
  }
}

function drawBranches(
  builder: ProcessBuilder,
  kind: 'exclusive' | 'parallel',
  parts: Block[],
  ids: () => string,
  id: string,
) {
  const join = `${id}_join`;
  builder[kind](id);
  for (const [index, part] of parts.entries()) {
    builder.from(id);
    if (kind === 'exclusive' && index === 0) builder.otherwise();
    if (kind === 'exclusive' && index > 0) builder.when(`= choice = ${index}`);
    draw(builder, part, ids);
    if (index === 0) builder[kind](join);
    else builder.to(join);
  }
  return builder.from(join);
}

function drawSub(
  builder: ProcessBuilder,
  { inside, deadline }: Extract<Block, { kind: 'sub' }>,
  ids: () => string,
  id: string,
) {
  builder.sub(id, (inner) => draw(inner.start(`${id}_s`), inside, ids).end(`${id}_e`));
  if (deadline === 'none') return builder;
  const interrupting = deadline === 'interrupting';
  builder.exclusive(`${id}_merge`).boundaryTimer(`${id}_late`, id, { duration: 'P1D', interrupting });
  // the token of an interrupted sub-process is the one that goes on, any other is one more and ends
  return (interrupting ? builder.to(`${id}_merge`) : builder.end(`${id}_lateEnd`)).from(`${id}_merge`);
}

/** One open wait, chosen by `choice`, is answered; false when nothing is open. */
function answerOne(game: Play, choice: number): boolean {
  const answers = [
    ...game
      .openTasks()
      .map(
        (one) => () =>
          game.trigger({ type: 'userTaskCompleted', userTaskKey: one.userTaskKey, variables: {} }),
      ),
    ...game
      .openJobs()
      .map((one) => () => game.trigger({ type: 'jobCompleted', jobKey: one.jobKey, variables: {} })),
    ...game.openTimers().map((one) => () => game.trigger({ type: 'timerFired', timerKey: one.timerKey })),
    ...game
      .openSubscriptions()
      .map(
        (one) => () =>
          game.trigger({ type: 'messageCorrelated', subscriptionKey: one.subscriptionKey, variables: {} }),
      ),
  ];
  answers[choice % Math.max(1, answers.length)]?.();
  return answers.length > 0;
}

function checkNothingLeft(game: Play): void {
  const open = [game.openTasks(), game.openJobs(), game.openTimers(), game.openSubscriptions()].flat();
  if (open.length > 0) throw new Error(`left open: ${JSON.stringify(open)}`);
  const { elements, joins, incidents } = game.instance;
  if (Object.keys({ ...elements, ...joins, ...incidents }).length > 0) throw new Error('something lives on');
  const begun = game.all('elementActivated').map((one) => one.elementInstanceKey);
  const ended = [...game.all('elementCompleted'), ...game.all('elementTerminated')].map(
    (one) => one.elementInstanceKey,
  );
  if (begun.sort().join() !== ended.sort().join())
    throw new Error('not everything that began has ended once');
}

async function begin(one: Block, choice: number): Promise<Play> {
  let count = 0;
  const drawing = draw(process('p').start(), one, () => `n${++count}`).end();
  return (await play(drawing)).start({ choice });
}

// a failing run prints its seed and the smallest drawing that fails
test('any process, answered in any order, runs to its end and leaves nothing open', async () => {
  await fc.assert(
    fc.asyncProperty(block, fc.nat(2), fc.infiniteStream(fc.nat(50)), async (one, choice, answers) => {
      const game = await begin(one, choice);
      while (game.instance.state === 'active') {
        if (!answerOne(game, answers.next().value)) throw new Error('stuck');
      }
      if (game.instance.state !== 'completed') throw new Error(game.instance.state);
      checkNothingLeft(game);
    }),
    { numRuns: 400 },
  );
}, 60_000);

test('any process, cancelled at any moment, takes everything back', async () => {
  await fc.assert(
    fc.asyncProperty(
      block,
      fc.nat(2),
      fc.array(fc.nat(50), { maxLength: 6 }),
      async (one, choice, answers) => {
        const game = await begin(one, choice);
        for (const answer of answers) if (game.instance.state === 'active') answerOne(game, answer);
        if (game.instance.state === 'active') game.trigger({ type: 'cancel' });
        checkNothingLeft(game);
      },
    ),
    { numRuns: 300 },
  );
}, 60_000);
