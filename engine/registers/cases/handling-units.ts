import type { Knex } from 'knex';

/** A unit that has an open task of a case in hand now, or a superior one has escalated to. */
export interface HandlingUnit {
  orgCode: string;
  /** It is asked for its opinion (委派): the task waits for it, not for its owner. */
  asked: boolean;
  /** The unit whose opinion all this one's tasks wait for; null while it can go on itself. */
  waitsFor: string | null;
}

/** Everybody who has the case in hand; first those it waits for. */
export async function handlingUnits(db: Knex, caseId: string): Promise<HandlingUnit[]> {
  const rows = await db('user_task as t')
    .join('task_candidate as k', 'k.task_key', 't.key')
    .leftJoin('organisation as g', 'g.code', 't.delegated_to')
    .where({ 't.case_id': caseId, 't.state': 'created', 'k.kind': 'unit' })
    .orderBy(['t.key', 'k.value'])
    .select<HandlingRow[]>('k.value as unit', 't.escalated_to', 't.delegated_to', 'g.name as delegated_name');
  const units = new Map<string, HandlingUnit>();
  const add = (unit: HandlingUnit) => {
    const known = units.get(unit.orgCode);
    if (!known || known.waitsFor !== null) units.set(unit.orgCode, unit);
  };
  for (const { delegated_to, unit, escalated_to, delegated_name } of rows) {
    if (delegated_to !== null) add({ orgCode: delegated_to, asked: true, waitsFor: null });
    const waitsFor = delegated_to === null ? null : (delegated_name ?? delegated_to);
    for (const orgCode of [unit, escalated_to]) {
      if (orgCode !== null) add({ orgCode, asked: false, waitsFor });
    }
  }
  return [...units.values()].toSorted((one, other) => Number(other.asked) - Number(one.asked));
}

interface HandlingRow {
  unit: string;
  escalated_to: string | null;
  delegated_to: string | null;
  delegated_name: string | null;
}
