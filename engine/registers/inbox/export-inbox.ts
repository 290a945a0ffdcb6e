import { listToWorkbook } from '../workbook.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { listInbox } from './list-inbox.ts';
import type { InboxQuery } from './tasks-in-reach.ts';

const MOST_ROWS = 20_000;

/** The inbox as filtered, as an Excel workbook. */
export async function exportInbox(services: Services, actor: Actor, filter: InboxQuery): Promise<Buffer> {
  const { items } = await listInbox(services, actor, { ...filter, cursor: undefined, limit: MOST_ROWS });
  const zone = services.config.TIME_ZONE;
  return listToWorkbook(zone, '待办任务', items, [
    { title: '任务', value: (task) => task.name },
    { title: '受理编号', value: (task) => task.caseNumber },
    { title: '服务', value: (task) => task.serviceName },
    { title: '申请人', value: (task) => task.applicantName },
    { title: '卡号', value: (task) => task.applicantCardNo },
    { title: '所在组织', value: (task) => task.orgName },
    { title: '提交时间', value: (task) => instantOf(task.submittedAt) },
    { title: '到期时间', value: (task) => instantOf(task.dueAt) },
    { title: '超期工作日', value: (task) => task.overdueDays || null },
    { title: '领取人', value: (task) => task.assigneeName },
    { title: '办理时间', value: (task) => instantOf(task.completedAt) },
  ]);
}

function instantOf(iso: string | null): Date | null {
  return iso === null ? null : new Date(iso);
}
