import { isDrawn } from '../bpmn/lay-out.ts';
import type { Model } from '../core/model.ts';
import { errorAt, warningAt, type ServiceFinding } from './finding.ts';

/**
 * Steps and flows that are in the file but not on the sheet: the studio and the case's diagram would not show them.
 * @param xml the diagram as it will be deployed: laid out, where nothing of it was drawn
 */
export function lintDrawing(model: Model, xml: string): ServiceFinding[] {
  if (!isDrawn(xml)) {
    return [
      errorAt(
        model.processId,
        'drawing_missing',
        '流程没有画出来，自动排版也排不了，工作室和办件的流程图会是空的。请用流程设计器画好再保存。',
        `Expected shapes for process '${model.processId}', but there are none, and it cannot be laid out.`,
      ),
    ];
  }
  const drawn = new Set([...xml.matchAll(/\bbpmnElement="([^"]+)"/g)].map(([, id]) => id!));
  const elements = Object.values(model.elements).filter(({ id }) => id !== model.processId);
  return [...elements, ...Object.values(model.flows)]
    .filter(({ id }) => !drawn.has(id))
    .map(({ id, name }) =>
      warningAt(
        id,
        'shape_missing',
        `“${name || id}”没有画在图上，工作室和办件的流程图里看不到它。请在流程设计器里重新画它；从文件里删去全部图形（bpmndi:BPMNDiagram），就会自动排版。`,
        `Expected a shape or edge for '${id}', but there is none.`,
      ),
    );
}
