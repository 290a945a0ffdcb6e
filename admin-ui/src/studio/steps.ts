import { readMilestones, readSteps } from '../../../engine/bpmn/property-values.ts';
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

/** What the ids in a list mean. */
export function stepNames(ids: string, nameOf: (id: string) => string): string {
  return namesOf(readSteps(ids), nameOf);
}

/** What members see of `申请=start;受理=t_accept`: `申请（提交申请）→ 受理（支部受理）`. */
export function milestoneWords(milestones: string, nameOf: (id: string) => string): string {
  return readMilestones(milestones)
    .milestones.map(({ name, steps }) => {
      const names = namesOf(steps, nameOf);
      return names === name ? names : `${name}（${names}）`;
    })
    .join(' → ');
}

function namesOf(ids: string[], nameOf: (id: string) => string): string {
  return ids.map((id) => (nameOf(id) === id ? (places[id] ?? id) : nameOf(id))).join('、');
}
