import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { migrate, openDatabase } from '../../engine/store/database.ts';
import { startEmbeddedPostgres } from '../../engine/store/postgres.ts';
import { plantDistrict } from '../support/district.ts';
import { benchBareHandler } from './bare-handler.ts';
import { benchCompletions } from './completions.ts';
import { benchInstances } from './instances.ts';
import { benchLargeGraph } from './large-graph.ts';
import { benchNodes } from './nodes.ts';
import { benchPast } from './past.ts';
import { benchBpmnEngine } from './peers/bpmn-engine.ts';
import { benchBpmnServer } from './peers/bpmn-server.ts';
import { atLeast, atMost, rate, say, sayVerdicts, toldOnly } from './report.ts';
import { median, ratio, takeTurns } from './rounds.ts';
import { createServices } from './services.ts';
import { benchTimers } from './timers.ts';
import { benchTransactions, prepareTransactions } from './transactions.ts';

/**
 * `npm run bench`: ratios of things measured in one run on one machine and one PostgreSQL that really writes to its
 * disk. docs/performance.md says what they mean and where the time goes.
 */
const CLIENTS = 8;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 15);
/** What is compared takes turns, so that whatever else the machine does meets both. */
const ROUNDS = 3;
/** Seconds until the code is compiled, for every engine alike. */
const WARM_UP = 3;
/** Two nodes, PostgreSQL and the clients each need room of their own before a second node can help. */
const CORES_FOR_TWO_NODES = 6;

const folder = await mkdtemp(path.join(tmpdir(), 'qinghe-bench-'));
await chmod(folder, 0o755);
const server = await startEmbeddedPostgres(folder, say);
const database = openDatabase(server.url, 32);
try {
  await migrate(database.db);
  const { branch } = await plantDistrict(database.db);
  const services = await createServices(database, folder);

  say(`(a) whole instances, ${CLIENTS} at once, ${ROUNDS} rounds: start → user task → XOR → service → end`);
  await benchInstances(services, CLIENTS, WARM_UP);
  await benchBpmnEngine(services.pool, CLIENTS, WARM_UP);
  const whole = await takeTurns(ROUNDS, {
    engine: () => benchInstances(services, CLIENTS, SECONDS / ROUNDS),
    bpmnEngine: () => benchBpmnEngine(services.pool, CLIENTS, SECONDS / ROUNDS),
  });
  const bpmnServer = await benchBpmnServer(server.url, CLIENTS, SECONDS / ROUNDS);
  say(`    this engine   ${rate(median(whole.engine))} instances/s`);
  say(`    bpmn-engine   ${rate(median(whole.bpmnEngine))} instances/s, its state in the same PostgreSQL`);
  say(
    `    bpmn-server   ${bpmnServer === null ? '   not installed' : `${rate(bpmnServer)} instances/s, likewise`}`,
  );
  atLeast('(a) instances, this engine : bpmn-engine', ratio(whole.engine, whole.bpmnEngine), 10);
  if (bpmnServer !== null)
    toldOnly('(a) instances, this engine : bpmn-server', median(whole.engine) / bpmnServer, 'no mark');

  say(`(b) user tasks completed over HTTP, ${CLIENTS} clients, ${ROUNDS} rounds`);
  await prepareTransactions(services.pool);
  await benchCompletions(services, branch, CLIENTS, WARM_UP * 1_000);
  let plainBy = '';
  const completed = await takeTurns(ROUNDS, {
    engine: () => benchCompletions(services, branch, CLIENTS, (SECONDS * 2_000) / ROUNDS),
    plain: async () => {
      const { by, perSecond } = await benchTransactions(services.pool, server.url, CLIENTS, SECONDS / ROUNDS);
      plainBy = by;
      return perSecond;
    },
    bare: () => benchBareHandler(services, branch, CLIENTS, (SECONDS * 3_000) / ROUNDS),
  });
  say(`    this engine   ${rate(median(completed.engine))} completions/s`);
  say(
    `    bare handler  ${rate(median(completed.bare))} requests/s, the same load and save without an engine`,
  );
  say(`    ${plainBy.padEnd(13)} ${rate(median(completed.plain))} transactions/s of five statements`);
  atLeast('(b) completions : plain transactions', ratio(completed.engine, completed.plain), 1 / 3);
  atLeast('(b) completions : bare handler', ratio(completed.engine, completed.bare), 0.6);

  say('(c) a step on an instance with a long past, beside a fresh one');
  const past = await benchPast(services, 10_000, 400);
  say(`    fresh ${past.fresh.toFixed(2)} ms, after ${past.events} events ${past.old.toFixed(2)} ms`);
  atMost('(c) step after 10,000 events : fresh step', past.old / past.fresh, 1.2);

  say('(d) a graph of 1,000 elements: the first start on a node, and the ones after it');
  const graph = await benchLargeGraph(services, 1_000);
  say(`    first ${graph.first.toFixed(1)} ms, then ${graph.later.toFixed(2)} ms`);
  atLeast('(d) first start : later start', graph.first / graph.later, 10);

  say('(e) 10,000 timers due at once');
  const timers = await benchTimers(services, 10_000);
  say(`    this engine   ${rate(timers)} timers/s`);
  atLeast('(e) thousands of timers per second', timers / 1_000, 1);

  say(`(f) two nodes on one database, each a process, ${CLIENTS * 2} clients`);
  const tasks = SECONDS * 1_000;
  const one = await benchNodes(services, branch, { nodes: 1, clients: CLIENTS * 2, tasks });
  const two = await benchNodes(services, branch, { nodes: 2, clients: CLIENTS * 2, tasks });
  say(`    one node      ${rate(one)} completions/s`);
  say(`    two nodes     ${rate(two)} completions/s, each task completed once`);
  const cores = availableParallelism();
  if (cores >= CORES_FOR_TWO_NODES) atLeast('(f) two nodes : one node', two / one, 1.6);
  else
    toldOnly(
      '(f) two nodes : one node',
      two / one,
      `no mark on ${cores} cores, which one node and PostgreSQL fill`,
    );
  sayVerdicts();
} finally {
  await database.close();
  await server.leave();
  await rm(folder, { recursive: true, force: true });
}
