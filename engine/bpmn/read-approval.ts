import type { MultiInstance } from '../core/model.ts';
import type { Report } from './report.ts';

/** How several approvers of one step decide together (property `approval` of a user task). */
const modes: Record<string, { sequential: boolean; enough: string; result: string }> = {
  // 会签: everybody has to agree, the first who does not ends it
  all: { sequential: false, enough: 'someAgainst', result: 'noneAgainst' },
  // 或签: one who agrees is enough
  any: { sequential: false, enough: 'someFor', result: 'someFor' },
  // 依次审批: one after the other, until somebody does not agree
  sequence: { sequential: true, enough: 'someAgainst', result: 'noneAgainst' },
  // 比例通过: a share of those asked; ends as soon as it is reached or cannot be any more
  ratio: { sequential: false, enough: 'shareDecided', result: 'shareReached' },
};

/** What a round of an approval calls the one it asks. */
export const APPROVER = 'approver';

export const approvalModes = Object.keys(modes);

const agreed = 'count(approvals[item != null and item.approved = true])';
const against = 'count(approvals[item != null and item.approved = false])';

/**
 * The rounds of a task that several approvers decide: one for each of the property `approvers` (FEEL for a list of
 * units, in the words of `assignments.csv` or codes; the same one is asked once). `approvedWhen` is FEEL over what an
 * approver has filled in. What comes of it: `approvals`, a list of `{ approver, approved, opinion }`, and `approved`.
 * @returns null when the task has no property `approval`
 */
export function readApproval(
  id: string,
  properties: Record<string, string>,
  report: Report,
): MultiInstance | null {
  const { approval, approvers = '', approvedWhen = '', approvalRatio, noApprovers = 'stop' } = properties;
  if (approval === undefined) return null;
  const mode = modes[approval];
  const share = Number(approvalRatio ?? '1');
  const known = mode && approvers.startsWith('=') && approvedWhen.startsWith('=') && share > 0 && share <= 1;
  if (!known) {
    report.error(
      id,
      'approval_incomplete',
      `多人审批没有写全：approval 写 ${approvalModes.join('、')} 之一，approvers 和 approvedWhen 写以等号开头的表达式，approvalRatio 写 0 到 1 的数。`,
      `Expected approval, approvers and approvedWhen of '${id}' to be complete, but they are not.`,
    );
    return null;
  }
  const words: Record<string, string> = {
    someFor: `${agreed} > 0`,
    someAgainst: `${against} > 0`,
    noneAgainst: `${against} = 0`,
    shareReached: `${agreed} >= ${share} * asked`,
    shareDecided: `${agreed} >= ${share} * numberOfInstances or ${against} > (1 - ${share}) * numberOfInstances`,
  };
  const list = `distinct values(${approvers.slice(1)})`;
  return {
    sequential: mode.sequential,
    inputCollection: collection(list, noApprovers),
    cardinality: null,
    inputElement: APPROVER,
    outputCollection: 'approvals',
    outputElement: `{ approver: approver, approved: (${approvedWhen.slice(1)}) = true, opinion: opinion }`,
    completionCondition: words[mode.enough]!,
    ownResults: true,
    result: {
      variable: 'approved',
      expression: `if asked = 0 then ${String(noApprovers === 'pass')} else ${words[mode.result]!}`,
    },
  };
}

/**
 * What to do when the list names nobody (property `noApprovers`): `pass` and `reject` decide by themselves, a unit's word
 * asks that unit instead, and without it the case stops with an incident.
 */
function collection(list: string, noApprovers: string): string {
  if (noApprovers === 'pass' || noApprovers === 'reject') return list;
  const instead = noApprovers === 'stop' ? 'null' : `["${noApprovers}"]`;
  return `if count(${list}) = 0 then ${instead} else ${list}`;
}
