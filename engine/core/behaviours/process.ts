import type { Behaviour } from '../behaviour.ts';
import { forget } from '../compensation.ts';
import { isFailure } from '../failure.ts';
import { closeIncidentsOf, raiseIncident } from '../incidents.ts';
import { isListening, listen } from '../listeners.ts';
import { beginAt } from '../modify.ts';
import { beginningsOf } from '../starts.ts';
import { closeWaits } from '../waits.ts';

/** The outermost scope. Its variables are the result of the instance. */
export const process: Behaviour = {
  type: 'process',

  enter(run, _element, self) {
    const { startId, startAt } = run.get(self).data;
    if (Array.isArray(startAt)) return beginAt(run, startAt as string[]);
    const { entry } = beginningsOf(run.model).find(({ event }) => event.id === startId)!;
    const data = { begunBy: startId! };
    const begun = entry.type === 'startEvent' ? {} : { data };
    run.queue.push({ elementId: entry.id, scopeKey: self, flowId: null, ...begun });
  },

  emptied(run, element, self) {
    if (isListening(run, self)) return;
    closeWaits(run, self);
    const heard = listen(run, element, self, 'end');
    if (isFailure(heard)) return raiseIncident(run, self, heard, 'resume');
    if (heard === 'waits') return;
    const { variables } = run.get(self);
    forget(run, self);
    closeIncidentsOf(run, self);
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
