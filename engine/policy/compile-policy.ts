import { forbidden, notFound } from '../errors.ts';
import type { Actor } from './actor.ts';
import { Calendar } from './calendar.ts';
import { escalationSteps } from './escalation.ts';
import { explainDecision } from './explain.ts';
import type { OrgCodes } from './org-code.ts';
import { compilePermissions, type Permissions } from './permissions.ts';
import type { Columns, CompiledPolicy, Policy, SqlFragment, Target } from './policy.ts';
import { reachRules } from './reach.ts';
import { chooseLine, codesToRead, decideResponsible, type Facts } from './responsible.ts';
import type { PolicyTables } from './tables.ts';

export interface PolicyParts {
  model: string;
  tables: PolicyTables;
  codes: OrgCodes;
  timeZone: string;
  /** Reads the district's facts for a set of codes; the roles are those that may complete tasks. */
  readFacts(codes: string[], applicantMemberId: string | null, workingRoles: string[]): Promise<Facts>;
}

/** A policy over fixed tables: what `createPolicy` holds now, and what a dry run holds for a moment. */
export async function compilePolicy(parts: PolicyParts): Promise<CompiledPolicy> {
  const { tables, codes } = parts;
  const permissions = await compilePermissions(parts.model, tables.permissions);
  const calendar = new Calendar(tables.calendar, parts.timeZone);
  const workingRoles = permissions.vocabulary.roles.filter(
    (role) => role !== 'member' && permissions.grants([role], 'task', 'complete').length > 0,
  );
  const allows: Policy['allows'] = (actor, resource, action, target) =>
    decide(permissions, codes, actor, resource, action, target);
  return {
    allows,
    may: (actor, resource, action) =>
      actor.kind === 'system' || permissions.grants(actor.roles, resource, action).length > 0,
    require(actor, resource, action, target) {
      if (allows(actor, resource, action, target)) return;
      throw action !== 'read' && allows(actor, resource, 'read', target) ? forbidden() : notFound();
    },
    where: (actor, resource, action, columns) =>
      compileWhere(permissions, codes, actor, resource, action, columns),
    root: (actor, resource, action) => rootOf(permissions, codes, actor, resource, action),
    async resolveResponsible(question) {
      const line = chooseLine(tables.assignments, question);
      const facts = await parts.readFacts(
        codesToRead(line, question, codes),
        question.applicantMemberId,
        workingRoles,
      );
      return decideResponsible(line, question, facts, codes);
    },
    dueAt: (term, from) => calendar.dueAt(term, from),
    cronAfter: (cron, from) => calendar.cronAfter(cron, from),
    overdueWorkingDays: (dueAt, now) => calendar.overdueWorkingDays(dueAt, now),
    escalation: (task) => escalationSteps(tables.escalation, task),
    explain: (actor, resource, action, target) =>
      explainDecision(permissions, codes, actor, resource, action, target),
  };
}

function decide(
  permissions: Permissions,
  codes: OrgCodes,
  actor: Actor,
  resource: string,
  action: string,
  target: Target,
): boolean {
  if (actor.kind === 'system') return true;
  return permissions
    .grants(actor.roles, resource, action)
    .some(({ reach }) => reachRules[reach].holds(actor, target, codes));
}

/** The widest reach decides: the whole district begins at the top of the line, the others at the own organisation. */
function rootOf(
  permissions: Permissions,
  codes: OrgCodes,
  actor: Actor,
  resource: string,
  action: string,
): string | null {
  if (actor.kind === 'system') return codes.lineage(actor.orgCode).at(-1)!;
  const reaches = new Set(permissions.grants(actor.roles, resource, action).map(({ reach }) => reach));
  if (reaches.has('district')) return codes.lineage(actor.orgCode).at(-1)!;
  return reaches.has('subtree') || reaches.has('org') || reaches.has('lineage') ? actor.orgCode : null;
}

function compileWhere(
  permissions: Permissions,
  codes: OrgCodes,
  actor: Actor,
  resource: string,
  action: string,
  columns: Columns,
): SqlFragment {
  if (actor.kind === 'system') return { sql: 'true', bindings: [] };
  const reaches = new Set(permissions.grants(actor.roles, resource, action).map(({ reach }) => reach));
  if (reaches.has('district')) return { sql: 'true', bindings: [] };
  const parts = [...reaches]
    .map((reach) => reachRules[reach].sql(actor, columns, codes))
    .filter((part): part is SqlFragment => part !== null);
  if (parts.length === 0) return { sql: 'false', bindings: [] };
  return {
    sql: `(${parts.map(({ sql }) => sql).join(' or ')})`,
    bindings: parts.flatMap(({ bindings }) => bindings),
  };
}
