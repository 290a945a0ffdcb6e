import { extension, textOf, type DiagramNode } from '../core/diagram.ts';
import { readHeaders } from '../core/jobs.ts';
import type { Listener, ListenerEvent } from '../core/model.ts';
import type { Report } from './report.ts';

/** Events that are listened to, by the extension that names them; what else an extension may name is refused. */
const heard: Record<string, Record<string, ListenerEvent>> = {
  'zeebe:ExecutionListeners': { start: 'start', end: 'end' },
  'zeebe:TaskListeners': {
    creating: 'creating',
    create: 'creating',
    assigning: 'assigning',
    assignment: 'assigning',
    updating: 'updating',
    update: 'updating',
    completing: 'completing',
    complete: 'completing',
    canceling: 'canceling',
    cancel: 'canceling',
  },
};

/** `zeebe:executionListeners` and `zeebe:taskListeners`, in drawing order. */
export function readListeners(node: DiagramNode, type: string, report: Report): Listener[] {
  return Object.entries(heard).flatMap(([kind, events]) => {
    const drawn = (extension(node, kind)?.listeners ?? []) as DiagramNode[];
    return drawn.flatMap((one) => readListener(node.id ?? '', type, one, events, report));
  });
}

function readListener(
  id: string,
  type: string,
  drawn: DiagramNode,
  events: Record<string, ListenerEvent>,
  report: Report,
): Listener[] {
  const eventType = textOf(drawn.eventType) ?? '';
  const on = events[eventType];
  const isOfTask = on !== 'start' && on !== 'end';
  if (!on || (isOfTask && type !== 'userTask')) {
    report.refuse(id, `“${eventType}”监听器`, `${eventType} listener`, '请改用支持的监听时机');
    return [];
  }
  const jobType = textOf(drawn.type);
  if (jobType === null) {
    report.error(
      id,
      'listener_job_missing',
      '监听器没有说明要做什么。请填写任务类型。',
      `Expected the ${eventType} listener of '${id}' to have a job type, but it has none.`,
    );
  }
  return [{ on, jobType, retries: textOf(drawn.retries) ?? '3', headers: readHeaders(drawn.headers) }];
}
