import { DateTime } from 'luxon';
import { evaluateFeel } from '../../core/feel.ts';
import { isFailure } from '../../core/failure.ts';
import type { JsonObject } from '../../core/keys.ts';

/**
 * Why a member may not start a service; null when he may. The process property `eligibility` is FEEL over `member` (the
 * flat block of the member base) and `today`; `eligibilityMessage` says it in words. Anything but true is a no.
 */
export function whyNotEligible(
  properties: Record<string, string>,
  member: JsonObject,
  now: Date,
  timeZone: string,
): string | null {
  const { eligibility, eligibilityMessage } = properties;
  if (!eligibility) return null;
  const today = DateTime.fromJSDate(now, { zone: timeZone }).toISODate();
  const result = evaluateFeel(eligibility, { member, today }, { now });
  if (!isFailure(result) && result.value === true) return null;
  return eligibilityMessage || '目前不符合这项服务的申请条件。';
}
