import type { JsonObject } from '../core/keys.ts';
import type { Actor } from './actor.ts';
import type { PolicySource } from './sources.ts';
import type { PolicyName } from './tables.ts';

/**
 * Decides who may do what (casbin over `policies/permissions.csv`) and which unit is responsible for a task
 * (`policies/assignments.csv`). One policy, compiled twice: an index for single decisions, SQL for lists.
 */
export interface Policy {
  /** Has the actor this right at all, on whatever reach? What menus ask. */
  may(actor: Actor, resource: string, action: string): boolean;

  /** May the actor do this to that thing? The target names what reach is measured against. */
  allows(actor: Actor, resource: string, action: string, target: Target): boolean;

  /** As `allows`, but throws `forbidden` (403), or `notFound` (404) where the actor may not even read the thing. */
  require(actor: Actor, resource: string, action: string, target: Target): void;

  /**
   * The same decision as a where-clause over a list: `{ sql: "(o.code like ?)", bindings: ['0102%'] }`.
   * `columns` names the SQL expressions that hold what `Target` holds of a single thing.
   */
  where(actor: Actor, resource: string, action: string, columns: Columns): SqlFragment;

  /**
   * The organisation on whose subtree (or, with the narrow reaches, on which alone) the actor has this right by where he
   * belongs: what a tree, board or list begins with. Null where he has it on no organisation.
   */
  root(actor: Actor, resource: string, action: string): string | null;

  /** The units (and/or the applicant) responsible for a task that is being created. Never empty: see 空岗规则. */
  resolveResponsible(question: ResponsibilityQuestion): Promise<Responsible[]>;

  /** When a term that starts at `from` runs out, on the business calendar (`core/env.ts`). */
  dueAt(term: string, from: Date): Date | null;

  /** The first moment after `from` that a cron line names (`core/env.ts`). */
  cronAfter(cron: string, from: Date): Date | null;

  /** Whole working days between the due date and now; 0 when not yet due. */
  overdueWorkingDays(dueAt: Date, now: Date): number;

  /** The escalation line that holds for a task: after how many working days it goes to which superior. */
  escalation(task: { processId: string; elementId: string }): EscalationStep[];

  /** Why can / can't X see or do this, in Chinese sentences. */
  explain(
    actor: Actor,
    resource: string,
    action: string,
    target: Target,
  ): { allowed: boolean; sentences: string[] };

  /** The tables in force as text, with their versions. */
  sources(): Promise<Record<PolicyName, PolicySource>>;

  /** What the file of a table says, in force or not. */
  file(name: PolicyName): Promise<PolicySource>;

  /** The policy as it would be with this text for one table; nothing is stored. */
  preview(changed: { name: PolicyName; content: string }): Promise<CompiledPolicy>;

  /** Reads the policies in force again, after a change (any node). */
  reload(): Promise<void>;
}

/** What one set of tables decides. */
export type CompiledPolicy = Omit<Policy, 'sources' | 'file' | 'preview' | 'reload'>;

export interface Target {
  orgCode?: string | null;
  memberId?: string | null;
  /** Units that are responsible for it: reach `own` of a task is measured against these. */
  units?: string[];
}

/** SQL expressions over a list's rows; the counterpart of `Target`. */
export interface Columns {
  /** The row's organisation code. */
  org: string;
  /** The row's member id; without it reach `own` of a member holds for no row. */
  member?: string;
  /** A text[] of the units responsible for the row; without it reach `own` of a unit holds for no row. */
  units?: string;
}

export interface SqlFragment {
  sql: string;
  bindings: (string | number | null)[];
}

export interface ResponsibilityQuestion {
  processId: string;
  elementId: string;
  /** The applicant's organisation (branch). */
  orgCode: string;
  applicantMemberId: string | null;
  variables: JsonObject;
  /** What the diagram itself says (the property `unit` of the task or its lane), in the words of `assignments.csv`. */
  drawnUnit?: string | null;
}

export interface Responsible {
  kind: 'unit' | 'member';
  /** Organisation code or member id. */
  value: string;
  /** `assignments.csv:7`, or the rule that stood in for it. */
  reason: string;
}

export interface EscalationStep {
  /** Working days after the due date. */
  afterDays: number;
  /** How many approving levels up: 1 = the direct superior. */
  levelsUp: number;
}
