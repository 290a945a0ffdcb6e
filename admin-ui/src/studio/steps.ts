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

/** What the ids in a list separated by commas mean. */
export function stepNames(ids: string, nameOf: (id: string) => string): string {
  return ids
    .split(',')
    .map((id) => nameOf(id.trim()))
    .join('、');
}

/** What members see of `申请=start;受理=t_accept`: `申请（提交申请）→ 受理（支部受理）`. */
export function milestoneWords(milestones: string, nameOf: (id: string) => string): string {
  return milestones
    .split(';')
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const [name, ids = ''] = part.split('=');
      return `${name!.trim()}（${stepNames(ids, nameOf)}）`;
    })
    .join(' → ');
}
