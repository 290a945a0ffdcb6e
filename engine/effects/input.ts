import type { JsonObject } from '../core/keys.ts';
import { createProblem } from '../errors.ts';

const badInput = createProblem('job_input', 422, '自动步骤的参数有误，请流程设计人员检查。');

/** Text of an input; null when it is not given. Numbers are taken as they are written. */
export function textInput(input: JsonObject, name: string): string | null {
  const value = input[name];
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** @throws when the diagram does not give it */
export function requiredText(input: JsonObject, name: string): string {
  const value = textInput(input, name);
  if (value === null) throw badInput(`自动步骤缺少参数“${name}”，请在流程图中补上后重试。`);
  return value;
}

/** `true`, `"true"`, `是`. */
export function flagInput(input: JsonObject, name: string): boolean {
  return input[name] === true || input[name] === 'true' || input[name] === '是';
}
