import type { Definition } from '../behaviour.ts';
import { extension, feelOf, textOf, type DiagramNode } from '../diagram.ts';
import { fail, isFailure, type Failure } from '../failure.ts';
import type { Fault } from '../finding.ts';
import { createJob, type JobDetails } from '../jobs.ts';
import type { Key } from '../keys.ts';
import type { Element, MessageDetails } from '../model.ts';
import type { Run } from '../run.ts';
import { beginsProcess } from '../starts.ts';

/** A message finds the one instance whose subscription has its name and correlation key. */
export const message: Definition<MessageDetails> = {
  type: 'message',
  places: ['start', 'eventStart', 'catch', 'boundary', 'receive', 'throw', 'end', 'send'],
  nonInterrupting: true,

  read(node) {
    const drawn = node.messageRef as DiagramNode | undefined;
    const subscription = drawn && extension(drawn, 'zeebe:Subscription');
    return { name: textOf(drawn?.name) ?? '', correlationKey: feelOf(textOf(subscription?.correlationKey)) };
  },

  check(details, element, model) {
    const throws = element.place === 'throw' || element.place === 'end' || element.place === 'send';
    if (throws && (element.details as JobDetails).jobType !== null) return [];
    if (details.name === '') return [messageMissing];
    const begins = beginsProcess(model, element);
    if (begins && details.name.startsWith('=')) return [nameUnknown];
    return details.correlationKey === null && !begins ? [correlationKeyMissing] : [];
  },

  expressions: ({ correlationKey }) => (correlationKey === null ? [] : [correlationKey]),

  open(run, { details }, elementId, holder) {
    const named = address(run, details, holder);
    if (isFailure(named)) return named;
    const subscriptionKey = run.env.nextKey();
    run.emit({
      type: 'subscriptionOpened',
      subscriptionKey,
      elementInstanceKey: holder,
      elementId,
      ...named,
    });
    return { type: 'message', key: subscriptionKey, elementId };
  },

  close: (run, { key }) => run.emit({ type: 'subscriptionClosed', subscriptionKey: key }),

  happened(run, _holder, wait, _details, goesOn) {
    if (goesOn) return wait;
    run.emit({ type: 'subscriptionClosed', subscriptionKey: wait.key });
    return null;
  },

  throw(run, element, { details }, self) {
    if ((element.details as JobDetails).jobType !== null)
      return createJob(run, element as Element<JobDetails>, self) ?? 'waits';
    const named = address(run, details, self);
    if (isFailure(named)) return named;
    run.effects.push({ type: 'publishMessage', ...named, variables: run.get(self).variables });
  },
};

function address(
  run: Run,
  { name, correlationKey }: MessageDetails,
  scopeKey: Key,
): { messageName: string; correlationKey: string } | Failure {
  const messageName = run.resolve(name, scopeKey);
  if (isFailure(messageName)) return messageName;
  // only events that begin a process may do without: the others with them share the key it was begun with
  const key = correlationKey === null ? run.instance.businessKey : run.evaluate(correlationKey, scopeKey);
  if (isFailure(key)) return key;
  if (typeof messageName === 'string' && (typeof key === 'string' || typeof key === 'number')) {
    return { messageName, correlationKey: String(key) };
  }
  const got = key === null ? 'null (is a variable missing?)' : typeof key;
  return fail(
    'correlation_key_unreadable',
    `Expected '${correlationKey ?? 'the key of the message that began it'}' to be a text or number, but it is ${got}.`,
  );
}

const messageMissing: Fault = {
  severity: 'error',
  code: 'message_missing',
  message: '没有选定消息。请在属性栏为它新建或选择一个消息。',
  messageEn: 'Expected a message with a name, but there is none.',
};

const nameUnknown: Fault = {
  severity: 'error',
  code: 'message_name_unknown',
  message: '启动流程的消息要有固定的名称，不能用表达式：流程开始之前没有变量可算。',
  messageEn: 'Expected the message that begins a process to have a fixed name, but it is an expression.',
};

const correlationKeyMissing: Fault = {
  severity: 'error',
  code: 'correlation_key_missing',
  message: '消息没有关联键，系统不知道该交给哪一件办件。请填写，例如 =caseNumber。',
  messageEn: 'Expected a correlation key on the message, but there is none.',
};
