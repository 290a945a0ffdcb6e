import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { listToWorkbook } from '../workbook.ts';
import { listCases, type CaseFilter } from './list-cases.ts';
import { summaryBeside } from './case-words.ts';

const MOST_ROWS = 20_000;

/** The list of cases as filtered, as an Excel workbook. */
export async function exportCases(services: Services, actor: Actor, filter: CaseFilter): Promise<Buffer> {
  const whole = { ...filter, cursor: undefined, limit: MOST_ROWS };
  const { items } = await listCases(services, actor, whole, 'export');
  return listToWorkbook(services.config.TIME_ZONE, '办件', items, [
    { title: '受理编号', value: (one) => one.number },
    { title: '服务', value: (one) => one.serviceName },
    { title: '申请人', value: (one) => one.applicantName },
    { title: '卡号', value: (one) => one.applicantCardNo },
    { title: '所在组织', value: (one) => one.orgName },
    { title: '事项', value: (one) => one.title },
    { title: '说明', value: (one) => summaryBeside(one) },
    { title: '状态', value: (one) => (one.suspended ? '挂起' : one.status === 'open' ? '在办' : '办结') },
    { title: '当前任务', value: (one) => one.currentTask },
    { title: '办理单位', value: (one) => one.currentUnit },
    { title: '超期工作日', value: (one) => one.overdueDays || null },
    { title: '结果', value: (one) => one.outcomeName },
    { title: '提交时间', value: (one) => new Date(one.submittedAt) },
    { title: '办结时间', value: (one) => (one.closedAt === null ? null : new Date(one.closedAt)) },
  ]);
}
