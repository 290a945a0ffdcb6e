import type { Key } from '../../core/keys.ts';

/** How many activations of a job are told apart; no report is a thousand activations late. */
const ACTIVATIONS = 1_000;

/**
 * The key of a job as programs outside hold it: its last three digits say by which activation they have it, so that what
 * a worker reports after its time, when another one has the job, can be refused though it sends nothing but the key.
 */
export function writeJobKey(key: Key, fence: number): string {
  return `${key}${String(fence % ACTIVATIONS).padStart(3, '0')}`;
}

export function readJobKey(text: string): { jobKey: Key; fence: number } {
  return { jobKey: text.slice(0, -3) || '0', fence: Number(text.slice(-3)) };
}

export function isSameActivation(one: number, other: number): boolean {
  return one % ACTIVATIONS === other % ACTIVATIONS;
}
