import type { Diagram } from './services.ts';

/** Room for the palette at the left and the watermark below. */
const EDGE = { left: 76, right: 24, top: 28, bottom: 44 };

/** Shows the whole diagram beside the palette, never larger than life; what is wider than readable begins at the left. */
export function fit(diagram: Diagram, palette: boolean, least = 0): void {
  const canvas = diagram.get('canvas');
  const { inner, outer } = canvas.viewbox();
  const left = palette ? EDGE.left : EDGE.right;
  const room = { width: outer.width - left - EDGE.right, height: outer.height - EDGE.top - EDGE.bottom };
  if (inner.width <= 0 || room.width <= 0 || room.height <= 0) return;
  const scale = Math.max(Math.min(room.width / inner.width, room.height / inner.height, 1), least);
  const spare = {
    x: Math.max(0, room.width - inner.width * scale) / 2,
    y: Math.max(0, room.height - inner.height * scale) / 2,
  };
  canvas.viewbox({
    x: inner.x - (left + spare.x) / scale,
    y: inner.y - (EDGE.top + spare.y) / scale,
    width: outer.width / scale,
    height: outer.height / scale,
  });
}
