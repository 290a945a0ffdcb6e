import type { Model } from '../core/model.ts';
import { warningAt, type ServiceFinding } from './finding.ts';

/** Steps and flows that are in the file but not on the sheet: the studio and the case's diagram would not show them. */
export function lintDrawing(model: Model, xml: string): ServiceFinding[] {
  const drawn = new Set([...xml.matchAll(/\bbpmnElement="([^"]+)"/g)].map(([, id]) => id!));
  // a file without any drawing is laid out when it is deployed
  if (drawn.size === 0) return [];
  const elements = Object.values(model.elements).filter(({ id }) => id !== model.processId);
  return [...elements, ...Object.values(model.flows)]
    .filter(({ id }) => !drawn.has(id))
    .map(({ id, name }) =>
      warningAt(
        id,
        'shape_missing',
        `“${name || id}”没有画在图上，工作室和办件的流程图里看不到它。请在流程设计器里重新画它；文件里去掉全部图形（bpmndi），会自动排版。`,
        `Expected a shape or edge for '${id}', but there is none.`,
      ),
    );
}
