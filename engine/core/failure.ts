import type { Key } from './keys.ts';

/** An expected refusal of a step, as a value. Nothing of the instance has changed when a step answers with one. */
export interface Failure {
  failure: true;
  /** `task_not_found`, `instance_ended`, `instance_suspended`, `timer_not_found`, … */
  code: string;
  /** "Expected …, but …" */
  message: string;
  key?: Key;
}

export function fail(code: string, message: string, key?: Key): Failure {
  return { failure: true, code, message, key };
}

export function isFailure(value: unknown): value is Failure {
  return typeof value === 'object' && value !== null && (value as Failure).failure === true;
}
