import { fail, isFailure, type Failure } from './failure.ts';
import type { DiagramNode } from './diagram.ts';
import { extension, textOf } from './diagram.ts';
import type { Fault } from './finding.ts';
import { raiseIncident } from './incidents.ts';
import type { Key } from './keys.ts';
import type { Element, ListenerEvent } from './model.ts';
import type { Run } from './run.ts';
import { throwError } from './throw-error.ts';
import { complete } from './tokens.ts';
import type { Trigger } from './trigger.ts';
import { visibleVariables } from './variables.ts';

/** `zeebe:taskDefinition` and `zeebe:taskHeaders`: work that a job worker does. */
export interface JobDetails {
  /** `=…` is FEEL; null when the diagram gives none. */
  jobType: string | null;
  retries: string;
  headers: Record<string, string>;
}

export function readJob(node: DiagramNode): JobDetails {
  const definition = extension(node, 'zeebe:TaskDefinition');
  return {
    jobType: textOf(definition?.type),
    retries: textOf(definition?.retries) ?? '3',
    headers: readHeaders(extension(node, 'zeebe:TaskHeaders')),
  };
}

/** `zeebe:taskHeaders` as key and value. */
export function readHeaders(node: unknown): Record<string, string> {
  const values = ((node as DiagramNode | undefined)?.values ?? []) as DiagramNode[];
  return Object.fromEntries(values.map(({ key, value }) => [textOf(key) ?? '', textOf(value) ?? '']));
}

export function checkJob({ jobType }: JobDetails, name: string): Fault[] {
  if (jobType !== null) return [];
  return [
    {
      severity: 'error',
      code: 'job_type_missing',
      message: `${name}没有选定要做的事。请在右侧属性栏选择一个模板（如“通知”“更新党员信息”），或填写任务类型。`,
      messageEn: 'Expected a zeebe:taskDefinition with a type, but there is none.',
    },
  ];
}

export function createJob(run: Run, element: Element<JobDetails>, self: Key): Failure | void {
  return emitJob(run, element, self, element.details, null);
}

/** @param listenerEvent what a listener's job is done for; null: the work of the element itself */
export function emitJob(
  run: Run,
  element: Element,
  self: Key,
  { jobType, retries, headers }: JobDetails,
  listenerEvent: ListenerEvent | null,
): Failure | void {
  const type = run.resolve(jobType ?? '', self);
  if (isFailure(type)) return type;
  const tries = run.resolve(retries, self);
  if (isFailure(tries)) return tries;
  if (typeof type !== 'string' || type === '') {
    return fail('expression_failed', `Expected the job type of '${element.id}' to be a text, but it is not.`);
  }
  // one that failed before is replaced
  cancelJob(run, self);
  const jobKey = run.env.nextKey();
  run.edit(self).data.jobKey = jobKey;
  const mapped = element.inputs.length > 0;
  run.emit({
    type: 'jobCreated',
    jobKey,
    elementInstanceKey: self,
    elementId: element.id,
    name: element.name,
    jobType: type,
    listenerEvent,
    retries: Math.max(1, Math.trunc(Number(tries)) || 3),
    headers,
    variables: mapped ? run.get(self).variables : visibleVariables(run.instance, self),
  });
}

export function cancelJob(run: Run, self: Key): void {
  const { jobKey } = run.get(self).data;
  if (typeof jobKey === 'string') run.emit({ type: 'jobCancelled', jobKey });
}

export function resumeJob(run: Run, self: Key, trigger: Trigger): Failure | void {
  switch (trigger.type) {
    case 'jobCompleted':
      forgetJob(run, self, trigger.jobKey);
      return complete(run, self, trigger.variables);
    case 'jobFailed':
      // the key stays: ending the element cancels the job, a retry replaces it
      return raiseIncident(
        run,
        self,
        { code: 'job_failed', message: trigger.message },
        'resume',
        trigger.jobKey,
      );
    case 'jobErrorThrown': {
      forgetJob(run, self, trigger.jobKey);
      const failure = throwError(run, self, trigger.errorCode, trigger.variables);
      if (failure) raiseIncident(run, self, failure, 'resume', trigger.jobKey);
      return;
    }
    default:
      return fail('not_waiting', `Expected the outcome of a job, but got ${trigger.type}.`);
  }
}

export function forgetJob(run: Run, self: Key, jobKey: Key): void {
  delete run.edit(self).data.jobKey;
  run.emit({ type: 'jobCompleted', jobKey });
}
