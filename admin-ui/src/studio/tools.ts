/** The drawing tools are hundreds of kilobytes: fetched when they are needed, or when somebody is about to need them. */
export const loadModeler = () => import('../bpmn-io/open-modeler.ts');
export const loadViewer = () => import('../bpmn-io/open-viewer.ts');
export const loadFormEditor = () => import('../bpmn-io/open-form-editor.ts');

/** Drawing needs a sheet, a palette and a panel beside it. */
export const DRAWING_WIDTH = '(min-width: 1100px)';

/** The list and its page come first. */
const IDLE_MS = 1_000;

/**
 * Fetches the drawing tools before they are asked for. A failure is none: whoever opens a process is told then.
 * @param draws whether the person may change diagrams
 */
export function fetchAhead(draws: boolean): void {
  const tools = draws && matchMedia(DRAWING_WIDTH).matches ? loadModeler() : loadViewer();
  tools.catch(() => undefined);
}

/** @returns a function that takes it back */
export function fetchAheadSoon(draws: boolean): () => void {
  const timer = setTimeout(() => {
    void import('./StudioPage.vue').catch(() => undefined);
    fetchAhead(draws);
  }, IDLE_MS);
  return () => clearTimeout(timer);
}
