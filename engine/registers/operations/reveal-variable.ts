import type { JsonValue } from '../../core/keys.ts';
import { notFound } from '../../errors.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { noteReveal } from '../audit/note-reveal.ts';
import { caseTarget, findManagedCase, requireCaseInstance } from './managed-case.ts';

export interface RevealVariable {
  number: string;
  instanceKey: string;
  scopeKey: string;
  name: string;
  reason: string;
}

/** Shows one masked variable in full, for a reason that goes on record with who asked; no record, no value. */
export async function revealVariable(
  services: Services,
  actor: Actor,
  { number, instanceKey, scopeKey, name, reason }: RevealVariable,
): Promise<{ value: JsonValue }> {
  const row = await findManagedCase(services, actor, number);
  services.policy.require(actor, 'member', 'reveal', caseTarget(row));
  const { data } = await requireCaseInstance(services, row, instanceKey);
  const variables = data.elements[scopeKey]?.variables ?? {};
  if (!Object.hasOwn(variables, name)) throw notFound('没有这个变量，可能刚刚有变化，请刷新。');
  await noteReveal(services, actor, {
    resource: 'case',
    resourceId: number,
    orgCode: row.org_code,
    field: name,
    reason,
  });
  return { value: variables[name]! };
}
