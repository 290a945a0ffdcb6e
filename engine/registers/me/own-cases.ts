import type { OwnCase } from '../../http/resources/me/schemas.ts';
import type { MemberActor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { completedElements } from '../cases/case-history.ts';
import { isWithOthers, pathSource } from '../cases/case-detail.ts';
import { isStopped } from '../cases/case-incidents.ts';
import { casePath } from '../cases/case-path.ts';
import { readWaits } from '../cases/case-wait.ts';
import { readCaseTasks, type CaseTask } from '../cases/case-tasks.ts';
import { casesInReach } from '../cases/cases-in-reach.ts';
import { caseRowColumns, type CaseRow } from '../cases/find-case.ts';
import { statusText } from '../cases/status-text.ts';
import { mayUrgeFrom } from '../cases/urges.ts';
import { isWithdrawable } from '../cases/withdrawable.ts';

const MOST = 100;

/** The member's cases, open ones first, then the newest. */
export async function listOwnCases(services: Services, actor: MemberActor): Promise<OwnCase[]> {
  const rows: CaseRow[] = await casesInReach(services, actor)
    .where('c.applicant_member_id', actor.memberId)
    .select(caseRowColumns)
    .orderByRaw("c.status = 'closed', c.submitted_at desc, c.id desc")
    .limit(MOST);
  return Promise.all(rows.map((row) => toOwnCase(services, actor, row)));
}

async function toOwnCase(services: Services, actor: MemberActor, row: CaseRow): Promise<OwnCase> {
  const { db, clock } = services;
  const [tasks, completed, waits, again, stopped] = await Promise.all([
    readCaseTasks(db, row.id),
    completedElements(db, row.instance_key),
    readWaits(services, [row.instance_key]),
    mayUrgeFrom(db, row.id, actor, clock.now()),
    isStopped(db, row.instance_key),
  ]);
  const path = casePath({ ...pathSource(row, tasks, completed, waits), forApplicant: true }, services);
  const suspended = row.instance_state === 'suspended';
  const open = tasks.filter((task) => task.state === 'created');
  const own = suspended ? [] : open.filter((task) => isFor(task, actor));
  return {
    number: row.number,
    title: row.title,
    serviceName: row.service_name,
    status: row.status,
    statusText: suspended
      ? '暂停办理'
      : stopped && open.length === 0
        ? '暂停，正在排除系统故障'
        : statusText(row, path, own[0]?.name),
    overdue: path.some(({ state }) => state === 'overdue'),
    stopped: stopped || suspended,
    submittedAt: row.submitted_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    path,
    tasks: own.map((task) => ({
      key: task.key,
      name: task.name,
      dueAt: task.dueAt?.toISOString() ?? null,
    })),
    canUrge:
      row.instance_state === 'active' && open.some((task) => isWithOthers(task, actor)) && again === null,
    canWithdraw: isWithdrawable(row, tasks),
  };
}

function isFor(task: CaseTask, actor: MemberActor): boolean {
  return task.candidates.some(({ kind, code }) => kind === 'member' && code === actor.memberId);
}
