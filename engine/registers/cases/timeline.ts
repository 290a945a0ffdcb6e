import type { Knex } from 'knex';
import type { CaseDetail } from '../../http/resources/cases/schemas.ts';
import { memberFieldName, memberValueInWords } from '../members/field-names.ts';
import type { CaseRow } from './find-case.ts';
import type { CaseIncident, ToldIncident } from './case-incidents.ts';
import type { CaseTask } from './case-tasks.ts';

type Entry = CaseDetail['timeline'][number];
type Dated = Omit<Entry, 'at' | 'detail'> & { at: Date; detail?: string };

const noteTitles: Record<string, string> = {
  comment: '留言',
  transfer: '转办',
  urge: '催办',
  return: '退回补正',
  sendBack: '退回重办',
  approvers: '加签减签',
  overdue: '到期自动处理',
  warning: '红色预警',
  escalation: '上报督办',
  due: '办理期限调整',
  claim: '领取',
  release: '放回',
  denied: '没有通过核对',
  delegate: '委派',
  opinion: '委派交回的意见',
  copy: '抄送',
  suspend: '挂起，暂停办理',
  resume: '恢复办理',
  terminate: '终止办理',
  modify: '调整办理位置',
  correct: '更正流程变量',
  activate: '启动事项',
  migrate: '换到新的流程版本',
};

/**
 * Everything that happened to a case, oldest first, in words; to the applicant what the organisation lets him see.
 * @param incidents as far as they are to be told
 */
export async function readTimeline(
  db: Knex,
  row: CaseRow,
  tasks: CaseTask[],
  incidents: ToldIncident[],
  forApplicant: boolean,
): Promise<Entry[]> {
  const parts = await Promise.all([
    notes(db, row, forApplicant),
    documents(db, row, forApplicant),
    messages(db, row),
    forApplicant ? [] : changes(db, row),
  ]);
  const written = parts.flat();
  const all = [
    submission(row),
    ...completions(tasks, written, forApplicant),
    ...written,
    ...incidents.flatMap(failure),
    ...closing(row),
  ];
  return all
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ at, detail = null, kind, title, text, actorName }) => ({
      at: at.toISOString(),
      kind,
      title,
      text,
      detail,
      actorName,
    }));
}

function submission(row: CaseRow): Dated {
  const byUnit = row.channel === 'unit' || row.channel === 'window';
  return {
    at: row.submitted_at,
    kind: 'submitted',
    title: byUnit ? '代为提交申请' : '提交申请',
    text: null,
    actorName: byUnit ? null : row.applicant_name,
  };
}

/** A task that ended by being sent back has its note already. */
function completions(
  tasks: CaseTask[],
  written: (Dated & { taskKey?: string | null })[],
  forApplicant: boolean,
): Dated[] {
  const sentBack = new Set(written.filter(({ kind }) => kind === 'return').map(({ taskKey }) => taskKey));
  return tasks
    .filter((task) => task.state === 'completed' && !sentBack.has(task.key))
    .filter((task) => !forApplicant || isOpenToApplicant(task))
    .map((task) => ({
      at: task.completedAt!,
      kind: 'task',
      title: `${task.name}：办理完成`,
      text: null,
      actorName: task.completedByName,
    }));
}

/** What the diagram lets the applicant see, and what he did himself. */
export function isOpenToApplicant(task: CaseTask): boolean {
  return (
    task.properties.visibleToApplicant === 'true' || task.candidates.some(({ kind }) => kind === 'member')
  );
}

async function notes(
  db: Knex,
  { id }: CaseRow,
  forApplicant: boolean,
): Promise<(Dated & { taskKey: string | null })[]> {
  const rows = await db('case_note')
    .where('case_id', id)
    .where(forApplicant ? { visible_to_applicant: true } : {})
    .orderBy('id');
  return rows.map((note) => ({
    at: note.created_at,
    kind: note.kind,
    title: noteTitles[note.kind as string] ?? '记录',
    text: note.text,
    actorName: note.author_name,
    taskKey: note.task_key,
  }));
}

async function documents(db: Knex, { id }: CaseRow, forApplicant: boolean): Promise<Dated[]> {
  const rows = await db('case_document')
    .where('case_id', id)
    .where(forApplicant ? { visible_to_applicant: true } : {});
  return rows.map((paper) => ({
    at: paper.created_at,
    kind: 'document',
    title: `出具《${paper.title}》`,
    text: `编号 ${paper.number}`,
    actorName: null,
  }));
}

/** What the applicant was told. */
async function messages(db: Knex, row: CaseRow): Promise<Dated[]> {
  if (row.applicant_member_id === null) return [];
  const rows = await db('notification')
    .where({ case_id: row.id, member_id: row.applicant_member_id })
    .orderBy('id');
  return rows.map((message) => ({
    at: message.created_at,
    kind: 'notify',
    title: `通知申请人：${message.title}`,
    text: message.body,
    actorName: null,
  }));
}

async function changes(db: Knex, { id }: CaseRow): Promise<Dated[]> {
  const rows = await db('member_change').where('case_id', id).orderBy('key');
  return rows.map((change) => ({
    at: change.changed_at,
    kind: 'change',
    title: `党员信息变更：${memberFieldName(change.field as string)}`,
    text: `${memberValueInWords(change.field, change.old_value)} → ${memberValueInWords(change.field, change.new_value)}`,
    actorName: null,
  }));
}

const endings: Partial<Record<CaseIncident['ending'], string>> = {
  resolved: '故障已排除，继续办理',
  retrying: '已重试，正在等结果',
  cancelled: '这一步已取消，故障不用再处理',
};

/** That it stopped, and how that ended; a trial that failed again is told by the incident it led to. */
function failure(incident: ToldIncident): Dated[] {
  const { elementName, message, detail, raisedAt, again, ending, resolvedAt, resolvedByName } = incident;
  const stopped: Dated = {
    at: raisedAt,
    kind: 'incident',
    title: again ? '重试后仍没有办成' : `“${elementName}”没有办成，办件停住`,
    text: message,
    actorName: again ? incident.triedByName : null,
    ...(detail ? { detail: `${detail.where}\n${detail.reason}` } : {}),
  };
  const title = endings[ending];
  if (!title || !resolvedAt) return [stopped];
  const actorName = ending === 'cancelled' ? null : resolvedByName;
  return [stopped, { at: resolvedAt, kind: 'incident', title, text: null, actorName }];
}

function closing(row: CaseRow): Dated[] {
  if (row.closed_at === null) return [];
  return [{ at: row.closed_at, kind: 'closed', title: '办结', text: row.outcome_name, actorName: null }];
}
