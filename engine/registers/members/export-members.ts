import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { listToWorkbook } from '../workbook.ts';
import type { MemberFilter } from './filter-sql.ts';
import { listMembers } from './list-members.ts';

const MOST_ROWS = 200_000;

/** The roster as filtered, as an Excel workbook, masked as on the screen; that it was taken is on record. */
export async function exportMembers(services: Services, actor: Actor, filter: MemberFilter): Promise<Buffer> {
  const { items } = await listMembers(services, actor, { ...filter, limit: MOST_ROWS }, 'export');
  const { q, ...chosen } = filter;
  await writeAudit(services.db, {
    at: services.clock.now(),
    actor,
    action: 'export',
    resource: 'member',
    orgCode: filter.org,
    // typed words may be a name or a number of a person
    detail: { rows: items.length, filter: { ...chosen, ...(q ? { q: '…' } : {}) } },
  });
  return listToWorkbook(services.config.TIME_ZONE, '党员名册', items, [
    { title: '所在支部', value: (member) => member.orgName },
    { title: '姓名', value: (member) => member.name },
    { title: '卡号', value: (member) => member.cardNo },
    { title: '党内职务', value: (member) => member.partyPost },
    { title: '性别', value: (member) => member.sex },
    { title: '出生日期', value: (member) => member.birthDate },
    { title: '年龄', value: (member) => member.age },
    { title: '学历', value: (member) => member.education },
    { title: '入党日期', value: (member) => member.joinDate },
    { title: '党员类别', value: (member) => member.kind },
    { title: '联系电话', value: (member) => member.phoneMasked },
    { title: '参加组织生活', value: (member) => member.attendance },
    { title: '困难党员', value: (member) => (member.isHardship ? '是' : '否') },
    { title: '建国前入党', value: (member) => (member.isPre1949 ? '是' : '否') },
    { title: '红色预警', value: (member) => member.warnings.map(({ text }) => text).join('；') || null },
  ]);
}
