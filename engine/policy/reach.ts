import type { Actor } from './actor.ts';
import type { OrgCodes } from './org-code.ts';
import type { Reach } from './permissions.ts';
import type { Columns, SqlFragment, Target } from './policy.ts';

/**
 * What a reach means, said twice side by side: for one target, and as SQL over rows. Whoever changes one changes the
 * other; `test/registers/policy-lists.test.ts` holds them together.
 */
export interface ReachRule {
  holds(actor: Actor, target: Target, codes: OrgCodes): boolean;
  /** Null where it can hold for no row. */
  sql(actor: Actor, columns: Columns, codes: OrgCodes): SqlFragment | null;
}

export const reachRules: Record<Reach, ReachRule> = {
  own: { holds: isOwn, sql: ownSql },
  org: {
    holds: (actor, target) => target.orgCode === actor.orgCode,
    sql: (actor, { org }) => ({ sql: `${org} = ?`, bindings: [actor.orgCode] }),
  },
  lineage: {
    holds: (actor, target, codes) =>
      typeof target.orgCode === 'string' && codes.lineage(actor.orgCode).includes(target.orgCode),
    sql: (actor, { org }, codes) => {
      const line = codes.lineage(actor.orgCode);
      return { sql: `${org} in (${line.map(() => '?').join(', ')})`, bindings: line };
    },
  },
  subtree: {
    holds: (actor, target, codes) =>
      typeof target.orgCode === 'string' && codes.within(target.orgCode, actor.orgCode),
    sql: (actor, { org }, codes) => ({ sql: `${org} like ?`, bindings: [`${codes.prefix(actor.orgCode)}%`] }),
  },
  district: { holds: () => true, sql: () => ({ sql: 'true', bindings: [] }) },
};

/** A member's own thing is about him; a unit's own thing is one it is responsible for. */
function isOwn(actor: Actor, target: Target): boolean {
  if (actor.kind === 'member') return target.memberId === actor.memberId;
  return target.units?.includes(actor.orgCode) ?? false;
}

function ownSql(actor: Actor, { member, units }: Columns): SqlFragment | null {
  if (actor.kind === 'member') return member ? { sql: `${member} = ?`, bindings: [actor.memberId] } : null;
  return units ? { sql: `? = any(${units})`, bindings: [actor.orgCode] } : null;
}
