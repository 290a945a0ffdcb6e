import type { Definition } from '../behaviour.ts';
import { textOf } from '../diagram.ts';
import type { Fault } from '../finding.ts';
import { linkCatchers } from '../links.ts';
import type { LinkDetails } from '../model.ts';

/** Joins two places of one scope that a flow would have to cross the page for (10.5.2): a jump, nothing more. */
export const link: Definition<LinkDetails> = {
  type: 'link',
  places: ['throw', 'catch'],
  nonInterrupting: false,
  read: (node) => ({ name: textOf(node.name) ?? '' }),

  check({ name }, element, model) {
    if (name === '') return [nameMissing];
    const targets = linkCatchers(model, element);
    if (element.place === 'catch') return targets.length > 1 ? [twice(name)] : [];
    return targets.length === 0 ? [nowhere(name)] : [];
  },

  throw(run, element, _definition, self) {
    const [target] = linkCatchers(run.model, element);
    run.queue.push({
      elementId: target!.id,
      scopeKey: run.get(self).parentKey!,
      flowId: null,
      caught: {},
    });
  },
};

const nameMissing: Fault = {
  severity: 'error',
  code: 'link_name_missing',
  message: '链接事件没有名称。请给抛出和捕获两端填写相同的名称。',
  messageEn: 'Expected the link event to have a name, but it has none.',
};

function nowhere(name: string): Fault {
  return {
    severity: 'error',
    code: 'link_target_missing',
    message: `链接“${name}”没有对应的捕获事件。请在同一层流程里画一个同名的链接捕获事件。`,
    messageEn: `Expected a link catch event named '${name}' in the same scope, but there is none.`,
  };
}

function twice(name: string): Fault {
  return {
    severity: 'error',
    code: 'link_target_twice',
    message: `链接“${name}”有不止一个捕获事件，不知道该到哪一个。请改名或删去多余的。`,
    messageEn: `Expected one link catch event named '${name}' in its scope, but there are more.`,
  };
}
