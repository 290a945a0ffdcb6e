import type { Definition } from '../behaviour.ts';
import { terminateChildren } from '../terminate.ts';

/** Ends everything else in its scope, which then completes as usual (13.5.6). */
export const terminate: Definition<null> = {
  type: 'terminate',
  places: ['end'],
  nonInterrupting: false,
  read: () => null,

  throw(run, _element, _definition, self) {
    terminateChildren(run, run.get(self).parentKey!, self);
  },
};
