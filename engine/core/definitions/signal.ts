import type { Definition } from '../behaviour.ts';
import { textOf, type DiagramNode } from '../diagram.ts';
import { fail, isFailure, type Failure } from '../failure.ts';
import type { Key } from '../keys.ts';
import type { SignalDetails } from '../model.ts';
import type { Run } from '../run.ts';

/** A signal reaches everybody who waits for its name when it is broadcast, in every instance (10.5.1). */
export const signal: Definition<SignalDetails> = {
  type: 'signal',
  places: ['start', 'eventStart', 'catch', 'boundary', 'throw', 'end'],
  nonInterrupting: true,
  read: (node) => ({ name: textOf((node.signalRef as DiagramNode | undefined)?.name) ?? '' }),

  check({ name }) {
    if (name !== '') return [];
    return [
      {
        severity: 'error',
        code: 'signal_missing',
        message: '没有选定信号。请在属性栏为它新建或选择一个信号。',
        messageEn: 'Expected a signal with a name, but there is none.',
      },
    ];
  },

  open(run, { details }, elementId, holder) {
    const signalName = nameOf(run, details, holder);
    if (isFailure(signalName)) return signalName;
    const subscriptionKey = run.env.nextKey();
    run.emit({ type: 'signalAwaited', subscriptionKey, elementInstanceKey: holder, elementId, signalName });
    return { type: 'signal', key: subscriptionKey, elementId };
  },

  close: (run, { key }) => run.emit({ type: 'signalUnawaited', subscriptionKey: key }),

  happened(run, _holder, wait, _details, goesOn) {
    if (goesOn) return wait;
    run.emit({ type: 'signalUnawaited', subscriptionKey: wait.key });
    return null;
  },

  throw(run, _element, { details }, self) {
    const signalName = nameOf(run, details, self);
    if (isFailure(signalName)) return signalName;
    run.effects.push({ type: 'broadcastSignal', signalName, variables: run.get(self).variables });
  },
};

function nameOf(run: Run, { name }: SignalDetails, scopeKey: Key): string | Failure {
  const value = run.resolve(name, scopeKey);
  if (isFailure(value) || (typeof value === 'string' && value !== '')) return value;
  return fail('expression_failed', `Expected the signal name '${name}' to be a text, but it is not.`);
}
