import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Knex } from 'knex';
import type { Clock } from '../store/clock.ts';
import { compilePolicy } from './compile-policy.ts';
import { readFacts } from './facts.ts';
import { OrgCodes } from './org-code.ts';
import type { CompiledPolicy, Policy } from './policy.ts';
import { readFileSource, readSources } from './sources.ts';
import { policyNames, readTables, type PolicyName } from './tables.ts';

export interface PolicyOptions {
  db: Knex;
  clock: Clock;
  /** Where `model.conf` and the four CSV files are. */
  folder: string;
  /** Office time zone; days begin and end in it. */
  timeZone?: string;
  /** Digits per level of organisation codes, `2-2-2-2`. */
  codeDigits?: string;
}

/** The policies in force: stored versions before files. `reload` takes over changes made by any node. */
export async function createPolicy(options: PolicyOptions): Promise<Policy> {
  let current = await compileInForce(options);
  let reloading: Promise<void> = Promise.resolve();
  return {
    may: (...question) => current.may(...question),
    allows: (...question) => current.allows(...question),
    require: (...question) => current.require(...question),
    where: (...question) => current.where(...question),
    root: (...question) => current.root(...question),
    resolveResponsible: (question) => current.resolveResponsible(question),
    dueAt: (term, from) => current.dueAt(term, from),
    cronAfter: (cron, from) => current.cronAfter(cron, from),
    overdueWorkingDays: (dueAt, now) => current.overdueWorkingDays(dueAt, now),
    escalation: (task) => current.escalation(task),
    explain: (...question) => current.explain(...question),
    sources: () => readSources(options.db, options.folder),
    file: (name) => readFileSource(options.folder, name),
    preview: (changed) => compileInForce(options, changed),
    reload() {
      // one after the other: a slow one must not put its older tables over those of a later one
      reloading = reloading
        .catch(() => undefined)
        .then(async () => void (current = await compileInForce(options)));
      return reloading;
    },
  };
}

async function compileInForce(
  { db, folder, timeZone = 'Asia/Shanghai', codeDigits }: PolicyOptions,
  changed?: { name: PolicyName; content: string },
): Promise<CompiledPolicy> {
  const sources = await readSources(db, folder);
  const contents = Object.fromEntries(
    policyNames.map((name) => [name, changed?.name === name ? changed.content : sources[name].content]),
  ) as Record<PolicyName, string>;
  return compilePolicy({
    model: await readFile(join(folder, 'model.conf'), 'utf8'),
    tables: readTables(contents),
    codes: new OrgCodes(codeDigits),
    timeZone,
    readFacts: (codes, applicant, roles) => readFacts(db, codes, applicant, roles),
  });
}
