import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { sentBackSql } from '../tasks/sent-back.ts';

/** How the units of a subtree stand with the tasks they are responsible for; a task of several units counts once. */
export interface Standing {
  open: number;
  overdue: number;
  /** Overdue ones that a superior was told of. */
  escalated: number;
  /** Those that have risen to the root of the subtree itself. */
  escalatedHere: number;
  dueThisWeek: number;
  closedThisMonth: number;
  /** When the one that is overdue longest was due. */
  oldestDue: Date | null;
  /** Tasks with a due date completed this year and open ones that are overdue, and those of them done in time. */
  judged: number;
  onTime: number;
}

export interface Periods {
  now: Date;
  endOfWeek: Date;
  startOfMonth: Date;
  startOfYear: Date;
}

/**
 * Reads the standing of several subtrees in one look: every task with its units, once for each subtree it lies in.
 * @param subtrees code (or another name for it) → prefix
 */
export async function readStanding(
  { db }: Services,
  actor: Actor,
  subtrees: Map<string, string>,
  { now, endOfWeek, startOfMonth, startOfYear }: Periods,
): Promise<Map<string, Standing>> {
  const { rows } = await db.raw<{ rows: StandingRow[] }>(
    `with subtree as (select * from unnest(:codes::text[], :prefixes::text[]) as s(code, prefix)),
          task as (
            select distinct s.code, t.key, t.state, t.due_at, t.completed_at, t.escalated_to
              from user_task t
              join task_candidate k on k.task_key = t.key and k.kind = 'unit'
              join subtree s on starts_with(k.value, s.prefix)
              left join case_file c on c.id = t.case_id
             where (t.state = 'created'
                 or (t.state = 'completed' and t.completed_at >= :startOfYear and not ${sentBackSql}))
               and not exists (select from unnest(c.hidden_from) h where :viewer like h || '%'))
     select s.code,
            count(t.key) filter (where open) as open,
            count(t.key) filter (where open and due_at < :now) as overdue,
            count(t.key) filter (where open and due_at < :now and escalated_to is not null) as escalated,
            count(t.key) filter (where open and due_at < :now and escalated_to = s.code) as escalated_here,
            count(t.key) filter (where open and due_at between :now and :endOfWeek) as due_this_week,
            count(t.key) filter (where not open and completed_at >= :startOfMonth) as closed_this_month,
            min(due_at) filter (where open and due_at < :now) as oldest_due,
            count(t.key) filter (where case when open then due_at < :now else due_at is not null end) as judged,
            count(t.key) filter (where not open and completed_at <= due_at) as on_time
       from subtree s left join (select *, state = 'created' as open from task) t on t.code = s.code
      group by s.code`,
    {
      codes: [...subtrees.keys()],
      prefixes: [...subtrees.values()],
      viewer: actor.orgCode,
      now,
      endOfWeek,
      startOfMonth,
      startOfYear,
    },
  );
  return new Map(rows.map((row) => [row.code, toStanding(row)]));
}

interface StandingRow {
  code: string;
  open: string;
  overdue: string;
  escalated: string;
  escalated_here: string;
  due_this_week: string;
  closed_this_month: string;
  oldest_due: Date | null;
  judged: string;
  on_time: string;
}

function toStanding(row: StandingRow): Standing {
  return {
    open: Number(row.open),
    overdue: Number(row.overdue),
    escalated: Number(row.escalated),
    escalatedHere: Number(row.escalated_here),
    dueThisWeek: Number(row.due_this_week),
    closedThisMonth: Number(row.closed_this_month),
    oldestDue: row.oldest_due,
    judged: Number(row.judged),
    onTime: Number(row.on_time),
  };
}
