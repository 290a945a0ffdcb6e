import type { Definition } from '../behaviour.ts';
import { textOf, type DiagramNode } from '../diagram.ts';
import type { ErrorDetails } from '../model.ts';
import { throwError } from '../throw-error.ts';

/** An error leaves its scope and interrupts it (13.5.3): only end events throw; boundary events and event sub-processes catch. */
export const error: Definition<ErrorDetails> = {
  type: 'error',
  places: ['end', 'boundary', 'eventStart'],
  nonInterrupting: false,

  read: (node) => ({ code: textOf((node.errorRef as DiagramNode | undefined)?.errorCode) }),

  check({ code }, { type }) {
    if (type !== 'endEvent' || code !== null) return [];
    return [
      {
        severity: 'error',
        code: 'error_code_missing',
        message: '错误结束事件没有错误代码。请在属性栏新建或选择一个错误，并填写代码。',
        messageEn: 'Expected an error with a code on the error end event.',
      },
    ];
  },

  throw: (run, _element, { details }, self) => throwError(run, self, details.code!, {}),
};
