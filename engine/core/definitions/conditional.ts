import type { Definition } from '../behaviour.ts';
import { bodyOf, feelOf } from '../diagram.ts';
import type { ConditionalDetails } from '../model.ts';

/** Happens when a condition over the variables becomes true (10.5.1). Looked at as it is met and after every change. */
export const conditional: Definition<ConditionalDetails> = {
  type: 'conditional',
  places: ['eventStart', 'catch', 'boundary'],
  nonInterrupting: true,
  read: (node) => ({ condition: feelOf(bodyOf(node.condition)) ?? '' }),

  check({ condition }) {
    if (condition !== '') return [];
    return [
      {
        severity: 'error',
        code: 'condition_missing',
        message: '条件事件没有条件。请填写，例如 =amount > 1000。',
        messageEn: 'Expected a condition on the conditional event, but there is none.',
      },
    ];
  },

  expressions: ({ condition }) => (condition === '' ? [] : [condition]),
  open: (run, _definition, elementId) => ({
    type: 'conditional',
    key: run.env.nextKey(),
    elementId,
    held: false,
  }),
  happened: (_run, _holder, wait, _details, goesOn) => (goesOn ? wait : null),
};
