import { createProblem } from '../errors.ts';
import type { Actor } from '../policy/actor.ts';
import { addNote } from '../registers/cases/add-note.ts';
import { findCase, type CaseRow } from '../registers/cases/find-case.ts';
import { isStopped } from '../registers/cases/case-incidents.ts';
import { handlingUnits, type HandlingUnit } from '../registers/cases/handling-units.ts';
import { retryUnits } from '../registers/cases/retry-units.ts';
import { mayUrgeFrom, URGE_PAUSE_HOURS } from '../registers/cases/urges.ts';
import type { Services } from '../services.ts';
import { execute } from './execute.ts';
import { audit } from './execution/audit.ts';
import { notifyUnit } from './execution/notices.ts';
import { lockOpenCase } from './execution/open-case.ts';
import type { Run } from './execution/run.ts';

const nobodyToUrge = createProblem('nobody_to_urge', 409, '现在没有单位要办的事，到了时候会自动继续。');
const urgedRecently = createProblem(
  'urged_recently',
  409,
  `您在 ${URGE_PAUSE_HOURS} 小时内已经催办过，经办单位已收到提醒，请稍候。`,
);

/**
 * Reminds the units that have the case in hand. One person may do so once in 24 hours.
 * @throws `case_closed`, `nobody_to_urge`, `urged_recently`
 */
export async function urgeCase(services: Services, actor: Actor, number: string): Promise<void> {
  const row = await findCase(services, actor, number, 'urge');
  return execute(services, actor, async (run) => {
    // two presses of the button count as one
    await lockOpenCase(run, row.id, '这件事已经办结，不用再催。');
    const handling = await handlingUnits(run.tx.knex, row.id);
    if (handling.length === 0) throw nobodyToUrge(await whyNobody(run, row));
    const units = handling.filter(({ orgCode }) => actor.kind === 'member' || orgCode !== actor.orgCode);
    if (units.length === 0) throw nobodyToUrge('这件事就在您单位手上，请直接办理。');
    if (await mayUrgeFrom(run.tx.knex, row.id, actor, run.now)) throw urgedRecently();
    await addNote(run.tx, {
      caseId: row.id,
      kind: 'urge',
      text: '请尽快办理。',
      author: actor,
      visibleToApplicant: true,
      createdAt: run.now,
    });
    for (const unit of units) {
      notifyUnit(run, {
        orgCode: unit.orgCode,
        caseId: row.id,
        title: `催办：${row.title} ${row.number}`,
        body: urgeWords(actor, unit),
      });
    }
    const memberIds = row.applicant_member_id === null ? [] : [row.applicant_member_id];
    const orgCodes = [row.org_code, ...units.map(({ orgCode }) => orgCode)];
    run.changes.push({ event: 'case', id: row.number, orgCodes, memberIds });
    audit(run, { action: 'urgeCase', resource: 'case', resourceId: row.number, orgCode: row.org_code });
  });
}

/** Whoever waits for an opinion hears of it, but is not the one to hurry. */
function urgeWords({ displayName }: Actor, { asked, waitsFor }: HandlingUnit): string {
  if (waitsFor !== null) return `${displayName}催办；这件事正等${waitsFor}（受委派）的意见，已一并提醒。`;
  return asked ? `${displayName}请您单位尽快提出意见。` : `${displayName}请您单位尽快办理。`;
}

/** Undefined: it waits for a day or a message, and says so. */
async function whyNobody({ services, tx }: Run, row: CaseRow): Promise<string | undefined> {
  if (await isStopped(tx.knex, row.instance_key)) {
    const units = await retryUnits(services, tx.knex, { id: row.id, orgCode: row.org_code });
    const told = units.map(({ name }) => name).join('、') || '系统管理员';
    return `这件事因系统故障停住了，不是单位没有办；已经告诉${told}处理，请稍候。`;
  }
  const open = await tx.knex('user_task').where({ case_id: row.id, state: 'created' }).first('key');
  return open ? '现在没有单位在办，正等申请人本人补充或确认。' : undefined;
}
