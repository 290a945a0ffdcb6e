import { DateTime } from 'luxon';
import type { JsonValue } from '../core/keys.ts';
import { createProblem } from '../errors.ts';
import { applyMemberChanges } from '../registers/members/apply-changes.ts';
import { archiveMember } from '../registers/members/archive-member.ts';
import type { Effect, EffectJob } from './effect.ts';
import { textInput } from './input.ts';

const noMember = createProblem('no_member', 422, '这件事没有申请人，无法修改党员信息。');
const noChanges = createProblem(
  'no_changes',
  422,
  '自动步骤没有写明要改哪些党员信息，请在流程图中补上后重试。',
);

/**
 * Job type `update-member`: changes the member base as the outcome of a case (O8), with a 变更单 for every field.
 * Inputs: `changes` (field → value, usually mapped as `changes.kind`, `changes.fullDate` …), `effectiveOn` (a day;
 * today unless given), `basis` (document it rests on; the case number unless given), `memberId` (the applicant).
 * `archive` instead of `changes`: moves the member into the archive, for the reason it gives.
 */
export const updateMember: Effect = {
  type: 'update-member',
  async run(job) {
    const { tx, actor, now, input, caseFile, instanceKey, variables } = job;
    const memberId =
      textInput(input, 'memberId') ?? caseFile?.applicantMemberId ?? textInput(variables, 'memberId');
    if (!memberId) throw noMember();
    const archive = textInput(input, 'archive');
    if (archive) {
      await archiveMember(tx, { memberId, reason: archive, caseId: caseFile?.id ?? null, actor, now });
      return;
    }
    await applyMemberChanges(tx, {
      memberId,
      changes: changesOf(input.changes),
      caseId: caseFile?.id ?? null,
      instanceKey,
      effectiveOn: textInput(input, 'effectiveOn') ?? today(job),
      basis: textInput(input, 'basis') ?? caseFile?.number ?? null,
      actor,
      now,
    });
  },
};

function changesOf(given: JsonValue | undefined): Record<string, JsonValue> {
  if (
    typeof given !== 'object' ||
    given === null ||
    Array.isArray(given) ||
    Object.keys(given).length === 0
  ) {
    throw noChanges();
  }
  return given;
}

function today({ now, services }: EffectJob): string {
  return DateTime.fromJSDate(now, { zone: services.config.TIME_ZONE }).toISODate()!;
}
