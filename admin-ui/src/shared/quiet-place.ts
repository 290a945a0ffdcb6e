export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}
/** Something on the screen that had better stay visible; the heavier the more so. */
export interface Obstacle extends Box {
  weight: number;
}
export interface Size {
  width: number;
  height: number;
}

const EDGE = 12;
const STEP = 12;
/** Under the header bar. */
const TOP = 56;
/** On a phone there is no room beside anything: a message is in the middle. */
const NARROW = 700;

/**
 * Where something of that size covers least of what is on the screen: low rather than high, in the middle rather than
 * at a side.
 */
export function quietPlace(size: Size, view: Size, obstacles: Obstacle[]): { left: number; top: number } {
  let best = { left: EDGE, top: TOP };
  let least = Infinity;
  for (const place of places(size, view)) {
    const cost = coverage(boxAt(place, size), obstacles);
    if (cost < least) [best, least] = [place, cost];
    if (least === 0) break;
  }
  return best;
}

export function boxAt({ left, top }: { left: number; top: number }, { width, height }: Size): Box {
  return { left, top, right: left + width, bottom: top + height };
}

/** How much of the obstacles lies under the box, heavy ones counting more. */
export function coverage(box: Box, obstacles: Obstacle[]): number {
  return obstacles.reduce((sum, obstacle) => sum + obstacle.weight * overlap(box, obstacle), 0);
}

function overlap(one: Box, other: Box): number {
  const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return width > 0 && height > 0 ? width * height : 0;
}

function* places({ width, height }: Size, view: Size): Generator<{ left: number; top: number }> {
  const last = Math.max(EDGE, view.width - width - EDGE);
  const middle = Math.round((view.width - width) / 2);
  const lefts = view.width <= NARROW ? [middle] : [middle, EDGE, last];
  for (let top = view.height - height - EDGE; top >= TOP; top -= STEP) {
    for (const left of lefts) yield { left, top };
  }
}
