import { mkdtemp, chmod, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readConfig } from '../../engine/config.ts';
import { createPolicy } from '../../engine/policy/create-policy.ts';
import type { Services } from '../../engine/services.ts';
import { systemClock } from '../../engine/store/clock.ts';
import { migrate, openDatabase, type Database } from '../../engine/store/database.ts';
import { startEmbeddedPostgres } from '../../engine/store/postgres.ts';
import { createVault } from '../../engine/store/vault.ts';
import { plantDistrict } from '../support/district.ts';
import { benchBpmnEngine } from './bpmn-engine.ts';
import { benchCompletions } from './completions.ts';
import { benchInstances } from './instances.ts';
import { benchTransactions } from './transactions.ts';

/**
 * `npm run bench`: two ratios, each of two things measured in one run on one machine and one PostgreSQL that really
 * writes to its disk. First marks: (a) ≥ 5 × bpmn-engine, (b) ≥ ¼ of plain transactions.
 */
const CLIENTS = 8;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 8);

const folder = await mkdtemp(path.join(tmpdir(), 'qinghe-bench-'));
await chmod(folder, 0o755);
const server = await startEmbeddedPostgres(folder, say);
const database = openDatabase(server.url, 32);
try {
  await migrate(database.db);
  const people = await plantDistrict(database.db);
  const services = await createServices(database);

  say(`(a) whole instances, ${CLIENTS} at once, ${SECONDS} s each`);
  await benchInstances(services, CLIENTS, 1);
  const ours = await benchInstances(services, CLIENTS, SECONDS);
  const theirs = await benchBpmnEngine(services.pool, CLIENTS, SECONDS);
  say(`    this engine   ${round(ours)} instances/s`);
  say(`    bpmn-engine   ${round(theirs)} instances/s, its state in the same PostgreSQL`);

  say(`(b) user tasks completed over HTTP, ${CLIENTS} clients`);
  await benchCompletions(services, people.branch, CLIENTS, 1_000);
  const completions = await benchCompletions(services, people.branch, CLIENTS, SECONDS * 2_000);
  const plain = await benchTransactions(services.pool, server.url, CLIENTS, SECONDS);
  say(`    this engine   ${round(completions)} completions/s`);
  say(`    ${plain.by.padEnd(13)} ${round(plain.perSecond)} transactions/s of five statements`);

  say('');
  verdict('(a) instances, this engine : bpmn-engine', ours / theirs, 5);
  verdict('(b) completions over HTTP : plain transactions', completions / plain.perSecond, 0.25);
} finally {
  await database.close();
  await server.leave();
  await rm(folder, { recursive: true, force: true });
}

async function createServices({ db, pool }: Database): Promise<Services> {
  const clock = systemClock;
  return {
    config: readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent', PORT: '0' }),
    db,
    pool,
    clock,
    policy: await createPolicy({ db, clock, folder: path.resolve('policies') }),
    sms: { send: () => Promise.resolve() },
    vault: createVault('0'.repeat(64)),
  };
}

function verdict(what: string, ratio: number, mark: number): void {
  say(`${what} = ${ratio.toFixed(2)}   (mark ≥ ${mark}: ${ratio >= mark ? 'reached' : 'MISSED'})`);
  if (ratio < mark) process.exitCode = 1;
}

function round(perSecond: number): string {
  return perSecond.toFixed(0).padStart(6);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
