import type { DiagramElement } from '../bpmn-io/services.ts';

/** A step as people know it; properties name it by its id. */
export interface Step {
  id: string;
  name: string;
}

/** The user tasks of the diagram, from left to right. */
export function userTasks(elements: DiagramElement[]): Step[] {
  return elements
    .filter(({ type }) => type === 'bpmn:UserTask')
    .toSorted((one, other) => one.x! - other.x! || one.y! - other.y!)
    .map(({ id, businessObject }) => ({ id, name: businessObject.name || id }));
}

/** Words a milestone may use for the submission and the end of the case, whatever their elements are called. */
const places: Record<string, string> = { start: '提交申请', end: '全部办完' };

/** What the ids in a list separated by commas mean. */
export function stepNames(ids: string, nameOf: (id: string) => string): string {
  return ids
    .split(',')
    .map((id) => id.trim())
    .map((id) => (nameOf(id) === id ? (places[id] ?? id) : nameOf(id)))
    .join('、');
}

/** What members see of `申请=start;受理=t_accept`: `申请（提交申请）→ 受理（支部受理）`. */
export function milestoneWords(milestones: string, nameOf: (id: string) => string): string {
  return milestones
    .split(';')
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const [name, ids = ''] = part.split('=');
      const steps = stepNames(ids, nameOf);
      return steps === name!.trim() ? steps : `${name!.trim()}（${steps}）`;
    })
    .join(' → ');
}
