import type { DiagramElement } from './services.ts';

interface Click {
  element: DiagramElement;
  originalEvent: MouseEvent;
}

/** A second click on what is selected leaves it selected: people click to see its properties, not to lose them. */
class KeepSelection {
  static $inject = ['eventBus', 'selection'];

  constructor(
    eventBus: { on(event: string, priority: number, listener: (click: Click) => void | false): void },
    selection: { get(): DiagramElement[] },
  ) {
    eventBus.on('element.click', 1500, ({ element, originalEvent }) => {
      const [only, ...others] = selection.get();
      const plain = !originalEvent.shiftKey && !originalEvent.ctrlKey && !originalEvent.metaKey;
      if (plain && only === element && others.length === 0) return false;
    });
  }
}

export const keepSelection = {
  __init__: ['keepSelection'],
  keepSelection: ['type', KeepSelection],
};
