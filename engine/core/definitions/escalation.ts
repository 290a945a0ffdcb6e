import type { Definition } from '../behaviour.ts';
import { textOf, type DiagramNode } from '../diagram.ts';
import type { EscalationDetails } from '../model.ts';
import { throwEscalation } from '../throw-escalation.ts';

/** Tells the scopes around that something needs attention, without ending the work (10.5.1); `=` is read as text. */
export const escalation: Definition<EscalationDetails> = {
  type: 'escalation',
  places: ['throw', 'end', 'boundary', 'eventStart'],
  nonInterrupting: true,
  read: (node) => ({ code: textOf((node.escalationRef as DiagramNode | undefined)?.escalationCode) }),

  check({ code }, { place }) {
    if (code !== null || (place !== 'throw' && place !== 'end')) return [];
    return [
      {
        severity: 'error',
        code: 'escalation_code_missing',
        message: '升级事件没有升级代码。请在属性栏新建或选择一个升级，并填写代码。',
        messageEn: 'Expected an escalation with a code on the event that throws it.',
      },
    ];
  },

  throw: (run, _element, { details }, self) =>
    throwEscalation(run, self, details.code!, run.get(self).variables),
};
