import type { Behaviour } from '../behaviour.ts';
import { extension, feelOf, textOf } from '../diagram.ts';
import { isFailure } from '../failure.ts';
import { readFeel } from '../feel.ts';
import { cancelJob, createJob, readJob, resumeJob, type JobDetails } from '../jobs.ts';
import { complete } from '../tokens.ts';

export interface ScriptDetails extends JobDetails {
  expression: string | null;
  resultVariable: string | null;
}

/** Evaluates a FEEL expression into a variable; with a task definition instead, a job worker does it. */
export const scriptTask: Behaviour<ScriptDetails> = {
  type: 'scriptTask',

  read(node) {
    const script = extension(node, 'zeebe:Script');
    return {
      ...readJob(node),
      expression: feelOf(textOf(script?.expression)),
      resultVariable: textOf(script?.resultVariable),
    };
  },

  check({ details: { expression, resultVariable, jobType } }) {
    if (jobType !== null) return [];
    if (expression === null || resultVariable === null) {
      return [
        {
          severity: 'error',
          code: 'script_missing',
          message: '脚本任务要有 FEEL 表达式和结果变量。请在属性栏“脚本”中填写这两项。',
          messageEn: 'Expected a zeebe:script with expression and resultVariable.',
        },
      ];
    }
    const failure = readFeel(expression);
    if (!failure) return [];
    return [
      {
        severity: 'error',
        code: 'expression_unreadable',
        message: `脚本的表达式读不懂：${expression}。请检查括号、引号和运算符。`,
        messageEn: failure.message,
      },
    ];
  },

  enter(run, element, self) {
    const { expression, resultVariable, jobType } = element.details;
    if (jobType !== null) return createJob(run, element, self);
    const value = run.evaluate(expression!, self);
    if (isFailure(value)) return value;
    complete(run, self, { [resultVariable!]: value });
  },

  resume: (run, _element, self, trigger) => resumeJob(run, self, trigger),
  terminate: (run, _element, self) => cancelJob(run, self),
  retry: createJob,
};
