import type { Behaviour } from '../behaviour.ts';
import { checkBinding, readBinding, type Binding } from '../binding.ts';
import { extension, textOf } from '../diagram.ts';
import { fail, isFailure, type Failure } from '../failure.ts';
import type { Fault } from '../finding.ts';
import { raiseIncident } from '../incidents.ts';
import { cancelJob, createJob, readJob, resumeJob, type JobDetails } from '../jobs.ts';
import type { Key } from '../keys.ts';
import type { Element } from '../model.ts';
import type { Run } from '../run.ts';
import { complete } from '../tokens.ts';
import { visibleVariables } from '../variables.ts';

export interface RuleDetails extends JobDetails {
  /** `=…` is FEEL; null when the diagram gives none. */
  decisionId: string | null;
  resultVariable: string | null;
  binding: Binding;
}

/** Asks a DMN decision over the variables it sees; with a task definition instead, a job worker decides. */
export const businessRuleTask: Behaviour<RuleDetails> = {
  type: 'businessRuleTask',

  read(node) {
    const called = extension(node, 'zeebe:CalledDecision');
    return {
      ...readJob(node),
      decisionId: textOf(called?.decisionId),
      resultVariable: textOf(called?.resultVariable),
      binding: readBinding(called),
    };
  },

  check({ details }) {
    const { jobType, decisionId, resultVariable, binding } = details;
    if (jobType !== null) return [];
    return decisionId !== null && resultVariable !== null ? checkBinding(binding) : [decisionMissing];
  },

  enter(run, element, self) {
    return element.details.jobType === null ? ask(run, element, self) : createJob(run, element, self);
  },

  resume(run, element, self, trigger) {
    switch (trigger.type) {
      case 'decisionMade': {
        run.edit(self).data.deciding = false;
        return complete(run, self, { [element.details.resultVariable!]: trigger.result });
      }
      case 'decisionFailed': {
        run.edit(self).data.deciding = false;
        const failure = { code: 'decision_failed', message: trigger.message };
        return raiseIncident(run, self, failure, 'resume');
      }
      default:
        return resumeJob(run, self, trigger);
    }
  },

  terminate: (run, _element, self) => cancelJob(run, self),
  retry: (run, element, self) =>
    element.details.jobType === null ? ask(run, element, self) : createJob(run, element, self),
};

function ask(run: Run, element: Element<RuleDetails>, self: Key): Failure | void {
  const { decisionId, binding } = element.details;
  const id = run.resolve(decisionId!, self);
  if (isFailure(id)) return id;
  if (typeof id !== 'string' || id === '') {
    return fail('expression_failed', `Expected the decision of '${element.id}' to be an id, but it is not.`);
  }
  run.edit(self).data.deciding = true;
  run.effects.push({
    type: 'makeDecision',
    elementInstanceKey: self,
    elementId: element.id,
    decisionId: id,
    binding,
    variables: visibleVariables(run.instance, self),
  });
}

const decisionMissing: Fault = {
  severity: 'error',
  code: 'decision_missing',
  message: '业务规则任务没有选定决策。请在属性栏填写决策编号和结果变量。',
  messageEn: 'Expected a zeebe:calledDecision with decisionId and resultVariable.',
};
