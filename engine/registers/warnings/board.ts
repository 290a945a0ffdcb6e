import { DateTime } from 'luxon';
import { notFound } from '../../errors.ts';
import type { Board } from '../../http/resources/warnings/schemas.ts';
import type { Actor } from '../../policy/actor.ts';
import { OrgCodes } from '../../policy/org-code.ts';
import type { Services } from '../../services.ts';
import { readStanding, type Periods, type Standing } from './standing.ts';

/** Stands for the superior without what is below it. */
const ITSELF = 'itself';

/**
 * The superior's board (S10): how the superior itself and each direct lower organisation, with all below it, stand with
 * their tasks. Punctuality is that of the calendar year; a task that is overdue now counts as not in time.
 * @param org the superior; the actor's own unless given
 * @throws `not_found` when the organisation is not within the actor's reach
 */
export async function readBoard(services: Services, actor: Actor, org?: string): Promise<Board> {
  const { db, config } = services;
  const code = boardRoot(services, actor, org);
  const organisation = await db('organisation').where({ code }).first('name');
  if (!organisation) throw notFound('没有找到这个党组织，可能编码有误。');
  const below = await db('organisation')
    .where('parent_code', code)
    .orderBy(['position', 'code'])
    .select<{ code: string; name: string }[]>('code', 'name');
  const codes = new OrgCodes(config.CODE_DIGITS);
  const periods = periodsOf(services);
  const all = [code, ...below.map((one) => one.code)];
  const subtrees = new Map(all.map((one) => [one, codes.prefix(one)]));
  // a whole code is the prefix of nothing but itself
  const standings = await readStanding(services, actor, subtrees.set(ITSELF, code), periods);
  const whole = standings.get(code)!;
  const superior = { code, name: organisation.name };
  return {
    org: superior,
    totals: {
      open: whole.open,
      overdue: whole.overdue,
      escalatedHere: whole.escalatedHere,
      dueThisWeek: whole.dueThisWeek,
      closedThisMonth: whole.closedThisMonth,
    },
    own: toRow(superior, standings.get(ITSELF)!, services),
    rows: below.map((one) => toRow(one, standings.get(one.code)!, services)),
    whole: toRow(superior, whole, services),
  };
}

/** The superior whose board it is. */
export function boardRoot({ policy }: Services, actor: Actor, org?: string): string {
  const code = org ?? policy.root(actor, 'warning', 'read') ?? '';
  policy.require(actor, 'warning', 'read', { orgCode: code });
  return code;
}

/** Weeks and months are those of the office. */
export function periodsOf({ clock, config }: Services): Periods {
  const local = DateTime.fromJSDate(clock.now(), { zone: config.TIME_ZONE });
  return {
    now: clock.now(),
    endOfWeek: local.endOf('week').toJSDate(),
    startOfMonth: local.startOf('month').toJSDate(),
    startOfYear: local.startOf('year').toJSDate(),
  };
}

function toRow(
  organisation: { code: string; name: string },
  standing: Standing,
  { policy, clock }: Services,
): Board['rows'][number] {
  const { open, overdue, escalated, oldestDue, judged, onTime } = standing;
  return {
    ...organisation,
    open,
    overdue,
    escalated,
    longestDays: oldestDue ? policy.overdueWorkingDays(oldestDue, clock.now()) : 0,
    onTimePercent: judged === 0 ? null : (Math.round((onTime * 1000) / judged) / 10).toFixed(1),
  };
}
