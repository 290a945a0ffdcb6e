import { createHash } from 'node:crypto';
import type { ReadFile } from '../../bpmn/read.ts';
import type { JsonObject, Key } from '../../core/keys.ts';
import type { OutsideJobs } from '../../lint/job-types.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import type { Transaction } from '../../store/transaction.ts';

/** What is to be deployed. */
export interface Deploy {
  name: string;
  /** `read`: what the XML says, where it has been read already. */
  diagrams: { name: string; xml: string; read?: ReadFile }[];
  forms: { id: string; schema: JsonObject }[];
  /** DMN files. */
  decisions?: { name: string; xml: string }[];
  /** Which jobs programs outside may do; those the diagrams list, unless given. */
  outsideJobs?: OutsideJobs;
}

/** One deployment being carried out. */
export interface Deployment {
  services: Services;
  actor: Actor;
  tx: Transaction;
  now: Date;
  deploymentKey: Key;
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
