import type { Behaviour } from '../behaviour.ts';
import { fail } from '../failure.ts';
import { closeWaits } from '../waits.ts';

/** The outermost scope. Its variables are the result of the instance. */
export const process: Behaviour = {
  type: 'process',

  enter: () => fail('not_entered', 'Expected a process to begin by the trigger start.'),

  emptied(run, element, self) {
    closeWaits(run, self);
    const { variables } = run.get(self);
    run.emit({
      type: 'elementCompleted',
      elementInstanceKey: self,
      elementId: element.id,
      elementType: 'process',
    });
    run.remove(self);
    run.instance.state = 'completed';
    run.emit({ type: 'instanceCompleted', variables });
    const { caller } = run.instance;
    if (caller) run.effects.push({ type: 'returnToCaller', ...caller, variables });
  },
};
