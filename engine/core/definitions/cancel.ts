import type { Definition } from '../behaviour.ts';
import { elementOf } from '../model.ts';
import { cancelTransaction } from '../transaction.ts';

/** Cancels a transaction: everything in it that still runs is ended, what has completed is undone (13.5.5). */
export const cancel: Definition<null> = {
  type: 'cancel',
  places: ['end', 'boundary'],
  nonInterrupting: false,
  read: () => null,

  check(_details, element, model) {
    const transaction = elementOf(model, (element.place === 'end' ? element.parentId : element.attachedTo)!);
    if (transaction.type !== 'transaction') {
      return [
        {
          severity: 'error',
          code: 'cancel_outside_transaction',
          message: '取消事件只能用在事务子流程：结束事件画在它里面，边界事件附在它上面。',
          messageEn: 'Expected the cancel event to be in or on a transaction, but it is not.',
        },
      ];
    }
    const caught = transaction.boundaries.some((id) =>
      elementOf(model, id).events.some(({ type }) => type === 'cancel'),
    );
    if (element.place === 'boundary' || caught) return [];
    return [
      {
        severity: 'error',
        code: 'cancel_not_caught',
        message: '事务子流程里有取消结束事件，边框上却没有取消边界事件。请附上一个，并画出取消以后怎么办。',
        messageEn: 'Expected a cancel boundary event on the transaction, but there is none.',
      },
    ];
  },

  throw: (run, _element, _definition, self) => cancelTransaction(run, self),
};
