import { options } from 'preact';

type Work = () => void;

interface Preact {
  debounceRendering?: (work: Work) => void;
  requestAnimationFrame?: (work: Work) => void;
}

let rendering: Work | null = null;
let effects: Work | null = null;

/** More than any form needs; one that draws itself for ever is stopped. */
const MOST = 1_000;

/** Does something to a page drawn with Preact, and all that follows from it, before it returns. */
export function atOnce(act: Work): void {
  const preact = options as Preact;
  preact.debounceRendering = (work) => (rendering = work);
  preact.requestAnimationFrame = (work) => (effects = work);
  try {
    act();
    for (let count = 0; rendering || effects; count += 1) {
      if (count > MOST) throw new Error('Expected the page to come to rest, but it is drawn anew for ever.');
      next()();
    }
  } finally {
    rendering = effects = null;
  }
}

function next(): Work {
  const work = (rendering ?? effects)!;
  if (rendering) rendering = null;
  else effects = null;
  return work;
}
