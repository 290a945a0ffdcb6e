import type { Services } from './services.ts';

type Canvas = Services['canvas'];
type View = ReturnType<Canvas['viewbox']>;

/** Room around the diagram; below there is the watermark. */
const EDGE = { left: 24, right: 24, top: 28, bottom: 44 };

/** Names can still be read: a diagram that is whole at this size is shown whole. */
const LEGIBLE = 0.8;
/** Names are read at a glance: for a diagram that is not seen whole anyway. */
const COMFORTABLE = 0.9;
const LEVELS = [0.2, 0.33, 0.5, 0.67, 0.8, 0.9, 1, 1.25, 1.5, 2, 3, 4];

/** What lies farther to the left of the start is not worth showing first. */
const BEFORE_START = 160;

/** How much of a diagram is seen, and how large; also on keys while the diagram has the focus. */
export class Zoom {
  static $inject = ['canvas', 'elementRegistry', 'keyboard'];

  constructor(
    private readonly canvas: Canvas,
    private readonly registry: Services['elementRegistry'],
    keyboard: {
      addListener(
        priority: number,
        listener: (context: { keyEvent: KeyboardEvent }) => true | undefined,
      ): void;
    },
  ) {
    keyboard.addListener(1500, ({ keyEvent }) => this.press(keyEvent));
  }

  /** The whole diagram if its names can be read then; else its beginning, as large as it takes to read them. */
  begin(): void {
    const view = this.canvas.viewbox();
    const whole = this.scaleOfWhole(view);
    if (whole >= LEGIBLE) this.showWhole(view, whole);
    else this.showStart(view);
  }

  /** The whole diagram, never larger than life. */
  fit(): void {
    const view = this.canvas.viewbox();
    this.showWhole(view, this.scaleOfWhole(view));
  }

  /** One step larger (1) or smaller (-1), the middle stays where it is. */
  step(direction: 1 | -1): void {
    const now = this.level();
    const next =
      direction > 0
        ? LEVELS.find((level) => level > now + 0.01)
        : LEVELS.findLast((level) => level < now - 0.01);
    if (next) this.canvas.zoom(next, 'auto');
  }

  /** As large as it was drawn. */
  actual(): void {
    this.canvas.zoom(1, 'auto');
  }

  level(): number {
    return this.canvas.zoom();
  }

  /** The palette, where there is one, is wider when the window is low. */
  private get left(): number {
    const palette = this.canvas.getContainer().querySelector<HTMLElement>('.djs-palette');
    return palette ? palette.offsetLeft + palette.offsetWidth + 8 : EDGE.left;
  }

  private scaleOfWhole({ inner, outer }: View): number {
    const width = outer.width - this.left - EDGE.right;
    const height = outer.height - EDGE.top - EDGE.bottom;
    if (inner.width <= 0 || inner.height <= 0 || width <= 0 || height <= 0) return 1;
    return Math.min(width / inner.width, height / inner.height, 1);
  }

  private showWhole(view: View, scale: number): void {
    const spare = this.spare(view, scale);
    this.look(view, scale, view.inner.x - spare.x / 2, view.inner.y - spare.y / 2);
  }

  private showStart(view: View): void {
    const { inner, outer } = view;
    const spare = this.spare(view, COMFORTABLE);
    const start = this.startEvent();
    const x = start && start.x - inner.x > BEFORE_START ? start.x - BEFORE_START : inner.x;
    const seen = (outer.height - EDGE.top - EDGE.bottom) / COMFORTABLE;
    const below = start && start.y + start.height > inner.y + seen;
    const y = below ? start.y + start.height / 2 - seen / 2 : inner.y - spare.y / 2;
    this.look(view, COMFORTABLE, spare.x > 0 ? inner.x - spare.x / 2 : x, y);
  }

  /** Room around the diagram at that scale. */
  private spare({ inner, outer }: View, scale: number): { x: number; y: number } {
    return {
      x: Math.max(0, (outer.width - this.left - EDGE.right) / scale - inner.width),
      y: Math.max(0, (outer.height - EDGE.top - EDGE.bottom) / scale - inner.height),
    };
  }

  /** The first one of the process itself, not of a sub-process. */
  private startEvent() {
    const starts = this.registry.filter(
      ({ type, parent }) => type === 'bpmn:StartEvent' && parent?.type !== 'bpmn:SubProcess',
    );
    return starts.toSorted((one, other) => one.x! - other.x!)[0] as { x: number; y: number; height: number };
  }

  private look({ outer }: View, scale: number, x: number, y: number): void {
    this.canvas.viewbox({
      x: x - this.left / scale,
      y: y - EDGE.top / scale,
      width: outer.width / scale,
      height: outer.height / scale,
    });
  }

  /**
   * The modeler knows some of these itself; the viewer none.
   * @returns true for a key that was meant for this; any other answer than undefined, false too, would keep the key from
   *   the listeners that come after
   */
  private press({ key, code, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): true | undefined {
    const command = (ctrlKey || metaKey) && !altKey;
    if (command && (key === '+' || key === '=')) this.step(1);
    else if (command && key === '-') this.step(-1);
    else if (command && key === '0') this.actual();
    else if (shiftKey && !command && code === 'Digit1') this.fit();
    else return undefined;
    return true;
  }
}

export const zoom = { __init__: ['zoom'], zoom: ['type', Zoom] };
