import type { DiagramNode } from '../core/diagram.ts';
import { MOST_REFERENCES } from './limits.ts';

/** The library's reader, as far as it is used here. */
interface Reader {
  handler(type: string): { context: ReadContext };
}

interface ReadContext {
  addReference(reference: { element: DiagramNode }): void;
  addWarning(warning: { message: string }): void;
}

/** References of a file. */
const MOST_IN_ALL = 200_000;
const MOST_FAULTS = 100;
/** For each fault the library goes over the file from its beginning and counts the lines: so many characters in all. */
const READ_AGAIN = 300_000_000;
/** What a line costs more than a character. */
const LINE = 30;

/** Thrown by the reader when a file has more faults than are worth telling; the library hands over those it has. */
export class TooManyFaults extends Error {}

export interface Guard {
  /** Hand it to `fromXML`. */
  options: { handler(this: Reader, type: string): { context: ReadContext } };
  /** Whether references were left out: the tree is not what was drawn. */
  hasExcess(): boolean;
}

/**
 * The library reads whatever it is given, and takes time by the square of the references of an element and of the faults
 * of a file. It hands its context to the first handler and to nobody else, so that is where the counting begins.
 */
export function guardReading(xml: string): Guard {
  const mostFaults = faultsOf(xml);
  let hasExcess = false;
  return { options: { handler }, hasExcess: () => hasExcess };

  function handler(this: Reader, type: string): { context: ReadContext } {
    const plain = Object.getPrototypeOf(this) as Reader;
    return Object.defineProperty(plain.handler.call(this, type), 'context', {
      set(this: object, context: ReadContext) {
        Object.defineProperty(this, 'context', { value: counting(context) });
      },
      configurable: true,
    });
  }

  function counting(context: ReadContext): ReadContext {
    const addReference = context.addReference.bind(context);
    const addWarning = context.addWarning.bind(context);
    const ofElement = new Map<DiagramNode, number>();
    let all = 0;
    let faults = 0;
    context.addReference = (reference) => {
      const own = (ofElement.get(reference.element) ?? 0) + 1;
      ofElement.set(reference.element, own);
      if (own > MOST_REFERENCES || ++all > MOST_IN_ALL) hasExcess = true;
      else addReference(reference);
    };
    context.addWarning = (warning) => {
      addWarning(warning);
      // references are looked up at the end, without counting lines
      if (warning.message.startsWith('unresolved reference')) return;
      if (++faults >= mostFaults) throw new TooManyFaults('Expected fewer faults; these are the first.');
    };
    return context;
  }
}

function faultsOf(xml: string): number {
  let lines = 1;
  for (let at = xml.indexOf('\n'); at !== -1; at = xml.indexOf('\n', at + 1)) lines++;
  return Math.max(1, Math.min(MOST_FAULTS, Math.floor(READ_AGAIN / (xml.length + LINE * lines))));
}
