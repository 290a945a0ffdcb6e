import type { Obstacle } from './quiet-place.ts';

/** What a message should not lie on, heaviest first: where somebody types, what is pressed, what is read. */
const weights: [selector: string, weight: number][] = [
  [':focus', 100],
  ['input, select, textarea, .btn.primary, .btn.danger, [role="tab"], [type="submit"]', 30],
  ['button, label, summary, [role="button"], [role="radio"], [role="option"], dialog', 10],
  ['a[href], h1, h2, h3, b, [role="treeitem"], [tabindex="0"]', 4],
  ['p, td, th, dd, dt, li', 1],
];

/** What is to be seen of all that, but for what belongs to the message itself. */
export function readObstacles(except: Element): Obstacle[] {
  const { innerWidth, innerHeight } = window;
  return weights.flatMap(([selector, weight]) =>
    [...document.querySelectorAll(selector)]
      .filter((element) => element !== document.body && !except.contains(element))
      .map((element) => element.getBoundingClientRect())
      .filter(
        ({ width, height, right, bottom, left, top }) =>
          width > 1 && height > 1 && right > 0 && bottom > 0 && left < innerWidth && top < innerHeight,
      )
      .map(({ left, top, right, bottom }) => ({ left, top, right, bottom, weight })),
  );
}
