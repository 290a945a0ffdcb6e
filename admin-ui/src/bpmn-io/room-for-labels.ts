import type { DiagramElement } from './services.ts';

interface Size {
  width: number;
  height: number;
}
interface TextRenderer {
  getDimensions(text: string, options: { box: Size; style: object }): Size;
  getExternalStyle(): { fontSize: number; lineHeight: number };
}
interface Label extends DiagramElement {
  labelTarget?: DiagramElement;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Letters of labels as other modelers write them, and as wide as they made the label's box for them. */
const FOREIGN_SIZE = 11;

/**
 * Labels come with the width that smaller letters needed. Those which would break into more lines in ours are given as
 * much more room, around the same middle; a label that has the room is left as it is.
 */
class RoomForLabels {
  static $inject = ['eventBus', 'textRenderer'];

  constructor(
    eventBus: { on(event: string, priority: number, listener: (event: { element: Label }) => void): void },
    private readonly text: TextRenderer,
  ) {
    eventBus.on('shape.add', 2000, ({ element }) => this.widen(element));
  }

  private widen(label: Label): void {
    const words = label.labelTarget?.businessObject.name;
    if (!words) return;
    const { fontSize } = this.text.getExternalStyle();
    if (this.lines(words, label.width, fontSize) <= this.lines(words, label.width, FOREIGN_SIZE)) return;
    const width = Math.ceil((label.width * fontSize) / FOREIGN_SIZE) + 2;
    label.x = Math.round(label.x - (width - label.width) / 2);
    label.width = width;
    const box = { width, height: label.height };
    label.height = Math.ceil(
      this.text.getDimensions(words, { box, style: this.text.getExternalStyle() }).height,
    );
  }

  private lines(words: string, width: number, fontSize: number): number {
    const style = { ...this.text.getExternalStyle(), fontSize };
    const { height } = this.text.getDimensions(words, { box: { width, height: 30 }, style });
    return Math.round(height / (fontSize * style.lineHeight));
  }
}

export const roomForLabels = {
  __init__: ['roomForLabels'],
  roomForLabels: ['type', RoomForLabels],
};
