import type { LintProblem } from '../../../engine/http/resources/studio/schemas.ts';
import type { Diagram } from '../bpmn-io/services.ts';

/** How many running cases stand at each element. */
export function showTokens(diagram: Diagram, tokens: Record<string, number>): void {
  const overlays = diagram.get('overlays');
  overlays.remove({ type: 'tokens' });
  for (const [id, count] of Object.entries(tokens)) {
    if (!diagram.get('elementRegistry').get(id)) continue;
    const html = badge('studio-token', String(count), `${count} 件在办处于这一步`);
    overlays.add(id, 'tokens', { position: { top: -10, right: 12 }, html });
  }
}

/** A sign at every element that has problems; errors before warnings. */
export function showProblems(diagram: Diagram, problems: LintProblem[], pick: (id: string) => void): void {
  const overlays = diagram.get('overlays');
  const canvas = diagram.get('canvas');
  const registry = diagram.get('elementRegistry');
  overlays.remove({ type: 'problems' });
  for (const { id } of registry.filter(() => true)) {
    canvas.removeMarker(id, 'studio-error');
    canvas.removeMarker(id, 'studio-warning');
  }
  for (const [id, found] of byElement(problems)) {
    const element = registry.get(id);
    // what is wrong with the process as a whole has no place on the sheet
    if (!element || !element.parent) continue;
    const kind = found.some(({ severity }) => severity === 'error') ? 'error' : 'warning';
    canvas.addMarker(id, `studio-${kind}`);
    const html = badge(`studio-problem ${kind}`, '▲', found.map(({ message }) => message).join('\n'), () =>
      pick(id),
    );
    overlays.add(id, 'problems', { position: place(element.type), html });
  }
}

function place(type: string): object {
  return type === 'bpmn:SequenceFlow' ? { top: -12, left: -10 } : { top: -10, left: -8 };
}

function byElement(problems: LintProblem[]): Map<string, LintProblem[]> {
  const found = new Map<string, LintProblem[]>();
  for (const problem of problems) {
    if (problem.elementId === null) continue;
    found.set(problem.elementId, [...(found.get(problem.elementId) ?? []), problem]);
  }
  return found;
}

function badge(className: string, text: string, title: string, pick?: () => void): HTMLElement {
  const html = document.createElement(pick ? 'button' : 'span');
  html.className = className;
  html.textContent = text;
  html.title = title;
  html.setAttribute('aria-label', title);
  if (pick) html.addEventListener('click', pick);
  return html;
}
