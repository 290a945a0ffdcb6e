import type { Behaviour } from '../behaviour.ts';
import { checkBinding, readBinding, type Binding } from '../binding.ts';
import { extension, textOf } from '../diagram.ts';
import { fail, isFailure, type Failure } from '../failure.ts';
import { raiseIncident } from '../incidents.ts';
import type { Key } from '../keys.ts';
import type { Element } from '../model.ts';
import type { Run } from '../run.ts';
import { throwError } from '../throw-error.ts';
import { throwEscalation } from '../throw-escalation.ts';
import { complete } from '../tokens.ts';
import { visibleVariables } from '../variables.ts';

export interface CallDetails {
  /** `=…` is FEEL; null when the diagram gives none. */
  processId: string | null;
  binding: Binding;
  allVariablesIn: boolean;
  allVariablesOut: boolean;
}

/** Starts another process and waits for its end; which version runs is decided when it is called. */
export const callActivity: Behaviour<CallDetails> = {
  type: 'callActivity',

  read(node) {
    const called = extension(node, 'zeebe:CalledElement');
    return {
      processId: textOf(called?.processId) ?? textOf(node.calledElement),
      binding: readBinding(called),
      allVariablesIn: called?.propagateAllParentVariables !== false,
      allVariablesOut: called?.propagateAllChildVariables !== false,
    };
  },

  check({ details }) {
    if (details.processId !== null) return checkBinding(details.binding);
    return [
      {
        severity: 'error',
        code: 'called_process_missing',
        message: '调用活动没有指定要调用的流程。请在属性栏“被调用流程”中填写流程编号。',
        messageEn: 'Expected a called process id, but there is none.',
      },
    ];
  },

  enter: call,
  retry: call,

  resume(run, element, self, trigger) {
    switch (trigger.type) {
      case 'calledProcessEnded': {
        const { allVariablesOut } = element.details;
        const wanted = allVariablesOut || element.outputs.length > 0;
        run.edit(self).data.calling = false;
        return complete(run, self, wanted ? trigger.variables : {});
      }
      case 'calledProcessError': {
        run.edit(self).data.calling = false;
        const failure = throwError(run, self, trigger.errorCode, trigger.variables);
        return failure && raiseIncident(run, self, failure, 'resume');
      }
      case 'calledProcessEscalated':
        return throwEscalation(run, self, trigger.escalationCode, trigger.variables);
      case 'calledProcessFailed':
        run.edit(self).data.calling = false;
        return raiseIncident(run, self, { code: 'call_failed', message: trigger.message }, 'resume');
      default:
        return fail('not_waiting', `Expected the end of a called process, but got ${trigger.type}.`);
    }
  },

  terminate(run, _element, self) {
    if (run.get(self).data.calling === true)
      run.effects.push({ type: 'cancelCalled', elementInstanceKey: self });
  },
};

function call(run: Run, element: Element<CallDetails>, self: Key): Failure | void {
  const { processId, binding, allVariablesIn } = element.details;
  const id = run.resolve(processId ?? '', self);
  if (isFailure(id)) return id;
  if (typeof id !== 'string' || id === '') {
    return fail(
      'expression_failed',
      `Expected the process called by '${element.id}' to be an id, but it is not.`,
    );
  }
  run.edit(self).data.calling = true;
  run.effects.push({
    type: 'callProcess',
    elementInstanceKey: self,
    processId: id,
    binding,
    variables: allVariablesIn ? visibleVariables(run.instance, self) : run.get(self).variables,
  });
}
