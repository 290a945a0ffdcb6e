import type { JsonObject, Key } from '../core/keys.ts';
import { createProblem } from '../errors.ts';
import type { Actor } from '../policy/actor.ts';
import type { Services } from '../services.ts';
import { newestDefinition, readDefinition, type Definition } from '../store/definitions.ts';
import { execute } from './execute.ts';
import { attempt, problemOf } from './execution/fire.ts';
import { holdNew, type Run } from './execution/run.ts';

export interface StartProcess {
  processId: string;
  /** A certain version; the newest unless given. */
  definitionKey?: Key;
  variables: JsonObject;
  businessKey?: string;
  /** Labels of whoever starts it. */
  tags?: string[];
  /** A start event that is not the plain one: a timer's or a message's. */
  startElementId?: string;
  /** Elements to begin with instead of a start event. */
  startElementIds?: string[];
}

const cannotStart = createProblem('cannot_start', 422, '不能从所选的步骤开始，请重新选择。');
const noProcess = createProblem('no_process', 404, '没有部署这个流程。');

/** Starts an instance that is no case: what timers, messages and calls from outside start. */
export function startProcess(
  services: Services,
  actor: Actor,
  input: StartProcess,
): Promise<{ instanceKey: Key }> {
  return execute(services, actor, (run) => startIn(run, input));
}

/** The same as part of a command. */
export async function startIn(run: Run, input: StartProcess): Promise<{ instanceKey: Key }> {
  const held = await holdNew(run, {
    definition: await find(run, input),
    businessKey: input.businessKey ?? null,
    tags: input.tags,
  });
  const { variables, startElementId, startElementIds } = input;
  const failure = await attempt(run, held, {
    type: 'start',
    variables,
    ...(startElementId === undefined ? {} : { startElementId }),
    ...(startElementIds === undefined ? {} : { startElementIds }),
  });
  if (failure)
    throw startElementIds ? cannotStart(undefined, { expected: failure.message }) : problemOf(failure);
  return { instanceKey: held.instance.key };
}

async function find({ services, tx }: Run, { processId, definitionKey }: StartProcess): Promise<Definition> {
  if (definitionKey) return readDefinition(services.pool, tx.client, definitionKey);
  const newest = await newestDefinition(services.pool, tx.client, processId);
  if (!newest) throw noProcess(`没有部署流程“${processId}”。`);
  return newest;
}
