import type { z } from 'zod';
import type { pathStep } from '../../http/resources/cases/schemas.ts';
import { readMilestones, type Milestone } from '../../bpmn/property-values.ts';
import type { Services } from '../../services.ts';
import { monthDay } from '../chinese-dates.ts';
import type { CaseTask } from './case-tasks.ts';
import { waitWords, type CaseWait } from './case-wait.ts';

export type PathStep = z.infer<typeof pathStep>;

export interface PathSource {
  /** Property `milestones` of the process: `申请=start;受理=t_accept,t_supplement;办结=end`. */
  milestones: string;
  applicantName: string;
  submittedAt: Date;
  closedAt: Date | null;
  outcomeName: string | null;
  tasks: CaseTask[];
  /** Element id → when it was last completed. */
  completed: Map<string, Date>;
  /** Then an open step says what the diagram's property `applicantText` says. */
  forApplicant?: boolean;
  /** The day it waits for while nobody has it in hand. */
  wait?: CaseWait | undefined;
}

/** Its calendar, its clock, its time zone. */
type Office = Pick<Services, 'policy' | 'clock' | 'config'>;

/**
 * The way of a case in plain words: what is behind it, where it stands, what is ahead. Once a case is closed, steps it
 * never came to are left out.
 */
export function casePath(source: PathSource, office: Office): PathStep[] {
  const wait = waitingStep(source, office);
  const steps = placed(milestonesOf(source.milestones), wait).map((milestone) =>
    wait && milestone.steps.includes(wait.elementId)
      ? { ...wait, name: milestone.name, elementId: milestone.steps[0]! }
      : stepOf(milestone, source, office),
  );
  return source.closedAt ? steps.filter((step) => step.state !== 'ahead') : steps;
}

/** The event a case waits at, when it has a name and no task is open. */
function waitingStep({ wait, tasks, closedAt, milestones }: PathSource, { config }: Office): PathStep | null {
  if (!wait || closedAt || tasks.some(({ state }) => state === 'created')) return null;
  const note = waitWords(wait, milestones, config.TIME_ZONE);
  if (note === null) return null;
  const waitsUntil = wait.dueAt.toISOString();
  const { elementId, elementName: name } = wait;
  return { elementId, name, state: 'current', at: null, who: null, note, waitsUntil };
}

/** The milestones with the event among them: one that belongs to none stands before the end. */
function placed(milestones: Milestone[], wait: PathStep | null): Milestone[] {
  if (!wait || milestones.some(({ steps }) => steps.includes(wait.elementId))) return milestones;
  const end = milestones.findIndex(({ steps }) => steps.includes('end'));
  return milestones.toSpliced(end, 0, { name: wait.name, steps: [wait.elementId] });
}

/** A process without the property still has a beginning, its open tasks and an end. */
function milestonesOf(text: string): Milestone[] {
  const { milestones } = readMilestones(text);
  const hasEnd = milestones.some(({ steps }) => steps.includes('end'));
  return hasEnd ? milestones : [...milestones, { name: '办结', steps: ['end'] }];
}

function stepOf(milestone: Milestone, source: PathSource, office: Office): PathStep {
  const first = milestone.steps[0]!;
  const step = (
    state: PathStep['state'],
    at: Date | null,
    who: string | null,
    note: string | null = null,
  ) => ({
    elementId: first,
    name: milestone.name,
    state,
    at: at?.toISOString() ?? null,
    who,
    note,
    waitsUntil: null,
  });
  if (first === 'start') return step('done', source.submittedAt, source.applicantName);
  if (first === 'end') {
    return source.closedAt
      ? step('done', source.closedAt, null, source.outcomeName)
      : step('ahead', null, null);
  }
  const tasks = source.tasks.filter((task) => milestone.steps.includes(task.elementId));
  const open = tasks.find((task) => task.state === 'created');
  if (open) return openStep(open, step, office, source.forApplicant ?? false);
  const last = tasks.filter((task) => task.state === 'completed').at(-1);
  const at = last?.completedAt ?? lastOf(milestone.steps.map((id) => source.completed.get(id)));
  return at ? step('done', at, last?.completedByName ?? null) : step('ahead', null, null);
}

function openStep(
  task: CaseTask,
  step: (state: PathStep['state'], at: Date | null, who: string | null, note: string | null) => PathStep,
  { policy, clock, config }: Office,
  forApplicant: boolean,
): PathStep {
  const now = clock.now();
  const who = task.delegatedName
    ? `${task.delegatedName}（受委派）`
    : task.candidates.map((candidate) => candidate.name).join('、') || null;
  const told = forApplicant ? (task.properties.applicantText ?? null) : null;
  if (!task.dueAt) return step('current', null, who, told);
  if (told && task.dueAt >= now) return step('current', null, who, told);
  if (task.dueAt >= now)
    return step('current', null, who, `应于 ${monthDay(task.dueAt, config.TIME_ZONE)} 前办理`);
  const days = policy.overdueWorkingDays(task.dueAt, now);
  const late = `原定 ${monthDay(task.dueAt, config.TIME_ZONE)} 前完成，已超期${days > 0 ? ` ${days} 个工作日` : ''}`;
  return step(
    'overdue',
    null,
    who,
    task.escalatedToName ? `${late}；已提醒${task.escalatedToName}督办` : late,
  );
}

function lastOf(dates: (Date | undefined)[]): Date | null {
  const known = dates.filter((date) => date !== undefined);
  return known.length === 0 ? null : new Date(Math.max(...known.map(Number)));
}
