import { isFailure } from '../../core/failure.ts';
import type { JsonObject, Key } from '../../core/keys.ts';
import {
  decisionFailure,
  evaluateDecision as makeDecision,
  type DecisionFailure,
  type DecisionResult,
} from '../../dmn/evaluate.ts';
import {
  evaluationPart,
  findDecision,
  type DecisionDefinition,
  type DecisionVersion,
} from '../../store/decisions.ts';
import type { Run } from './run.ts';

export interface EvaluatedDecision extends DecisionResult {
  /** Of the row in the history of evaluations. */
  key: Key;
  definition: Pick<DecisionDefinition, 'key' | 'decisionId' | 'version' | 'versionTag' | 'name'>;
}

/** A decision as a business rule task calls it. */
export interface CalledDecision {
  decisionId: string;
  /** Which version; the newest unless drawn otherwise. */
  binding?: 'latest' | 'deployment' | 'versionTag';
  /** For binding `deployment`: the deployment of the process that calls; its definition knows it. */
  deploymentKey?: Key;
  /** For binding `versionTag`. */
  versionTag?: string;
}

/** The element that calls. */
export interface DecisionCaller {
  instanceKey: Key;
  elementId: string;
  elementInstanceKey: Key;
}

/**
 * Makes the decision a business rule task calls: it is made at the command's time and recorded with what the command saves. A decision
 * that cannot be made is a Failure, and what led there can still be saved.
 */
export function evaluateDecisionIn(
  run: Run,
  { decisionId, binding = 'latest', deploymentKey, versionTag }: CalledDecision,
  variables: JsonObject,
  caller: DecisionCaller | null,
): Promise<EvaluatedDecision | DecisionFailure> {
  const bound = {
    latest: {},
    deployment: { deploymentKey },
    versionTag: { versionTag },
  }[binding];
  if (Object.values(bound).includes(undefined)) {
    const message = `Expected binding '${binding}' of '${decisionId}' to say which, but it does not.`;
    return Promise.resolve(notFound(decisionId, message));
  }
  return decideIn(run, { decisionId, ...bound }, variables, caller);
}

/** Makes a decision of this version and records it. */
export async function decideIn(
  run: Run,
  version: DecisionVersion,
  variables: JsonObject,
  caller: DecisionCaller | null,
): Promise<EvaluatedDecision | DecisionFailure> {
  const definition = await findDecision(run.services.pool, run.tx.client, version);
  if (!definition) {
    return notFound(version.decisionId, `Expected ${describe(version)} to be deployed, but it is not.`);
  }
  const made = makeDecision(definition.requirements, definition.decisionId, variables, { now: run.now });
  await run.keys.reserve(run.tx.client, 1);
  const key = run.keys.next();
  const failed = isFailure(made);
  run.parts.push(
    evaluationPart({
      key,
      definitionKey: definition.key,
      instanceKey: caller?.instanceKey ?? null,
      elementId: caller?.elementId ?? null,
      elementInstanceKey: caller?.elementInstanceKey ?? null,
      at: run.now,
      evaluatedBy: run.actor.id,
      inputs: failed ? [] : made.inputs,
      result: failed ? null : made.result,
      trace: made.trace,
      failed: failed ? made.message : null,
    }),
  );
  if (failed) return made;
  const { requirements: _, ...named } = definition;
  return { ...made, key, definition: named };
}

function notFound(decisionId: string, message: string): DecisionFailure {
  return decisionFailure(decisionId, { code: 'decision_not_found', message, elementId: null }, []);
}

function describe({ decisionId, version, versionTag, deploymentKey }: DecisionVersion): string {
  const which = [
    version === undefined ? '' : ` in version ${version}`,
    versionTag === undefined ? '' : ` with version tag '${versionTag}'`,
    deploymentKey === undefined ? '' : ` as of deployment ${deploymentKey}`,
  ];
  return `decision '${decisionId}'${which.join('')}`;
}
