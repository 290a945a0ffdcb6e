import { createInstance } from '../../core/create-instance.ts';
import type { Instance } from '../../core/instance.ts';
import type { JsonObject, Key } from '../../core/keys.ts';
import { notFound, taskGone } from '../../errors.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import type { Change } from '../../store/changes.ts';
import type { Wake } from '../../store/announcer.ts';
import { readDefinition, type Definition } from '../../store/definitions.ts';
import {
  lockInstance,
  toCaseRef,
  type CaseRef,
  type HeldInstance,
  type InstanceRow,
} from '../../store/instances.ts';
import { keySourceOf, type KeySource } from '../../store/key-source.ts';
import type { SavePart } from '../../store/save-batch.ts';
import type { Candidate } from '../../store/step-rows.ts';
import type { Transaction } from '../../store/transaction.ts';
import type { Notice } from './notices.ts';

/** One command being carried out: its transaction, the instances it holds, and what it will save. */
export interface Run {
  services: Services;
  actor: Actor;
  tx: Transaction;
  /** The command's time; the same in everything it writes. */
  now: Date;
  keys: KeySource;
  held: Map<Key, HeldInstance>;
  candidates: Map<Key, Candidate[]>;
  jobErrors: Map<Key, string>;
  /** Rows of the command itself, saved along with those of its steps. */
  parts: SavePart[];
  /** Messages to members and units. */
  notices: Notice[];
  /** Outcomes that a command decides itself, by instance: a withdrawal is no end event. */
  outcomes: Map<Key, { outcome: string; outcomeName: string }>;
  changes: Change[];
  wakes: Set<Wake>;
  /** Types of jobs that workers may fetch once this is committed. */
  jobTypes: Set<string>;
  /** Tasks whose candidates changed without a step. */
  movedTasks: Key[];
}

export function openRun(services: Services, actor: Actor, tx: Transaction): Run {
  return {
    services,
    actor,
    tx,
    now: services.clock.now(),
    keys: keySourceOf(services.pool),
    held: new Map(),
    candidates: new Map(),
    jobErrors: new Map(),
    parts: [],
    notices: [],
    outcomes: new Map(),
    changes: [],
    wakes: new Set(),
    jobTypes: new Set(),
    movedTasks: [],
  };
}

/**
 * Locks an instance for this command, once.
 * @throws `not_found` when there is none
 */
export async function hold(run: Run, key: Key): Promise<HeldInstance> {
  const known = run.held.get(key);
  if (known) return known;
  const row = await lockInstance(run.tx.client, key);
  if (!row)
    throw (await isFiled(run, 'process_instance', key)) ? taskGone() : notFound('没有找到这个流程实例。');
  return holdRow(run, row);
}

/** It ended so long ago that it has left the tables commands work on. */
export async function isFiled(
  { tx }: Run,
  table: 'process_instance' | 'user_task',
  key: Key,
): Promise<boolean> {
  const { rows } = await tx.client.query(`select from ${table} where key = $1`, [key]);
  return rows.length > 0;
}

/** Takes over an instance that a command's own query has locked. */
export async function holdRow(run: Run, row: InstanceRow): Promise<HeldInstance> {
  const held: HeldInstance = {
    instance: row.data,
    definition: await readDefinition(run.services.pool, run.tx.client, row.definition_key),
    rootKey: row.root_key,
    caseFile: toCaseRef(row),
    startedBy: row.started_by,
    stored: true,
    changed: false,
    events: [],
  };
  run.held.set(held.instance.key, held);
  return held;
}

export interface NewInstance {
  definition: Definition;
  businessKey: string | null;
  /** The call activity that starts it, if one does. */
  caller?: { held: HeldInstance; elementInstanceKey: Key };
  caseFile?: CaseRef;
  tags?: string[];
}

/** Makes an instance that has not taken its first step. */
export async function holdNew(
  run: Run,
  { definition, businessKey, caller, caseFile, tags = [] }: NewInstance,
): Promise<HeldInstance> {
  await run.keys.reserve(run.tx.client, 1);
  const instance: Instance = createInstance(definition.model, {
    key: run.keys.next(),
    definitionKey: definition.key,
    businessKey,
    caller: caller
      ? { instanceKey: caller.held.instance.key, elementInstanceKey: caller.elementInstanceKey }
      : null,
  });
  const held: HeldInstance = {
    instance,
    definition,
    rootKey: caller?.held.rootKey ?? instance.key,
    caseFile: caseFile ?? caller?.held.caseFile ?? null,
    startedBy: run.actor.id,
    tags,
    stored: false,
    changed: false,
    events: [],
  };
  run.held.set(instance.key, held);
  return held;
}

/** Variables of the process scope, also of one that has just ended: what a case is about. */
export function rootVariables({ instance, events }: HeldInstance): JsonObject {
  const root = instance.elements[instance.key];
  if (root) return root.variables;
  const end = events.findLast((event) => event.type === 'instanceCompleted');
  return end?.type === 'instanceCompleted' ? end.variables : {};
}
