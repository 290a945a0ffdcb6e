import type { Services } from '../../services.ts';
import { tooManyAttempts } from '../../errors.ts';

export interface Limit {
  /** So many attempts … */
  attempts: number;
  /** … within this time after each other lock the subject for as long. */
  minutes: number;
}

/** Five wrong passwords lock for a quarter of an hour (GB/T 22239). */
export const loginLimit: Limit = { attempts: 5, minutes: 15 };

/**
 * Counts an attempt before it is carried out, so that many at once cannot slip through. The subject is what was typed,
 * whether or not it exists, so that the answer tells nothing about it.
 * @throws `too_many_attempts` (429) while it is locked
 */
export async function takeAttempt({ pool, clock }: Services, subject: string, limit: Limit): Promise<void> {
  const now = clock.now();
  const { rows } = await pool.query<{ attempts: number; locked_until: Date | null }>({
    name: 'take-attempt',
    // an attempt on a locked subject changes nothing; one after a quiet spell begins to count anew
    text: `insert into login_throttle as t (subject, attempts, last_attempt_at) values ($1, 1, $2)
           on conflict (subject) do update set
             attempts = case when t.locked_until > $2 then t.attempts
                             when t.locked_until is not null
                               or t.last_attempt_at < $2::timestamptz - make_interval(mins => $4) then 1
                             else t.attempts + 1 end,
             locked_until = case when t.locked_until > $2 then t.locked_until
                                 when t.locked_until is null and t.attempts >= $3
                                  and t.last_attempt_at >= $2::timestamptz - make_interval(mins => $4)
                                 then t.last_attempt_at + make_interval(mins => $4) end,
             last_attempt_at = case when t.locked_until > $2 then t.last_attempt_at else $2 end
           returning attempts, locked_until`,
    values: [subject, now, limit.attempts, limit.minutes],
  });
  const lockedUntil = rows[0]!.locked_until;
  if (lockedUntil && lockedUntil > now) throw locked(lockedUntil, now);
}

/** After a success nothing is held against anybody. */
export async function forgetAttempts({ pool }: Pick<Services, 'pool'>, subject: string): Promise<void> {
  await pool.query({
    name: 'forget-attempts',
    text: 'delete from login_throttle where subject = $1',
    values: [subject],
  });
}

function locked(until: Date, now: Date): Error {
  const seconds = Math.ceil((until.getTime() - now.getTime()) / 1000);
  const wait = seconds > 90 ? `${Math.ceil(seconds / 60)} 分钟` : `${seconds} 秒`;
  return tooManyAttempts(`尝试次数过多，请 ${wait}后再试。`, { retryAfter: seconds });
}
