import type { Behaviour } from '../behaviour.ts';
import { elementOf } from '../model.ts';
import { complete } from '../tokens.ts';

/** An embedded sub-process: a scope of its own, done when its last token is. */
export const subProcess: Behaviour = {
  type: 'subProcess',

  check({ starts }, model) {
    const none = starts.filter((id) => elementOf(model, id).events.length === 0);
    if (none.length === 1 && starts.length === 1) return [];
    return [
      {
        severity: 'error',
        code: 'sub_process_start',
        message: '子流程里要有且只有一个普通的开始事件，请补上或删去多余的。',
        messageEn: 'Expected exactly one none start event inside the sub-process.',
      },
    ];
  },

  enter(run, { starts }, self) {
    run.queue.push({ elementId: starts[0]!, scopeKey: self, flowId: null });
  },

  emptied: (run, _element, self) => complete(run, self),
};
