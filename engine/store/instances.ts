import type { PoolClient } from 'pg';
import type { Event } from '../core/events.ts';
import type { Instance } from '../core/instance.ts';
import type { Key } from '../core/keys.ts';
import type { Definition } from './definitions.ts';
import type { SavePart } from './save-batch.ts';

/** What a command needs to know of the case an instance belongs to. */
export interface CaseRef {
  id: Key;
  number: string;
  title: string;
  summary: string | null;
  orgCode: string;
  applicantMemberId: string | null;
  applicantName: string;
  status: 'open' | 'closed';
}

/** An instance a command has locked (or made), with what it has become so far and is not saved yet. */
export interface HeldInstance {
  instance: Instance;
  definition: Definition;
  /** Key of the instance at the top of the call chain; its own for one that nobody called. */
  rootKey: Key;
  caseFile: CaseRef | null;
  startedBy: string | null;
  /** What whoever started it calls it by; only known until it is stored. */
  tags?: string[];
  /** False until its row is inserted. */
  stored: boolean;
  /** It has taken a step that is not saved yet; there are steps that tell of nothing. */
  changed: boolean;
  /** What its steps said happened, in order; rows and history are made of them when the command ends. */
  events: Event[];
}

/** The columns `toCaseRef` reads, of `case_file as c`. */
export const caseColumns = `c.id as case_id, c.number as case_number, c.title as case_title,
  c.summary as case_summary, c.org_code as case_org, c.applicant_member_id as case_member, c.applicant_name as case_applicant, c.status as case_status`;

export interface CaseColumns {
  case_id: Key | null;
  case_number: string;
  case_title: string;
  case_summary: string | null;
  case_org: string;
  case_member: string | null;
  case_applicant: string;
  case_status: 'open' | 'closed';
}

export interface InstanceRow extends CaseColumns {
  instance_key: Key;
  definition_key: Key;
  root_key: Key;
  started_by: string | null;
  data: Instance;
}

/**
 * Locks an instance until the command ends; waits for a command that holds it.
 * @returns null when there is no such instance
 */
export async function lockInstance(client: PoolClient, key: Key): Promise<InstanceRow | null> {
  const { rows } = await client.query<InstanceRow>({
    name: 'lock-instance',
    text: `select i.key as instance_key, i.definition_key, i.root_key, i.started_by, i.data, ${caseColumns}
             from process_instance_live i left join case_file c on c.instance_key = i.root_key
            where i.key = $1 for update of i`,
    values: [key],
  });
  return rows[0] ?? null;
}

export function toCaseRef(row: CaseColumns): CaseRef | null {
  if (row.case_id === null) return null;
  return {
    id: row.case_id,
    number: row.case_number,
    title: row.case_title,
    summary: row.case_summary,
    orgCode: row.case_org,
    applicantMemberId: row.case_member,
    applicantName: row.case_applicant,
    status: row.case_status,
  };
}

/** The instance's own row as it is now: an insert the first time, an update afterwards. */
export function instancePart(held: HeldInstance, now: Date): SavePart {
  const { instance } = held;
  const ended = instance.state === 'completed' || instance.state === 'cancelled';
  if (held.stored) {
    return {
      code: 'un',
      text: `update process_instance_live set data = $2, state = $3, ended_at = $4, revision = revision + 1 where key = $1`,
      values: [instance.key, JSON.stringify(instance), instance.state, ended ? now : null],
    };
  }
  return {
    code: 'in',
    text: `insert into process_instance_live (key, definition_key, process_id, version, business_key, state, root_key,
             parent_key, parent_element_key, started_at, started_by, ended_at, data, tags)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    values: [
      instance.key,
      held.definition.key,
      held.definition.processId,
      held.definition.version,
      instance.businessKey,
      instance.state,
      held.rootKey,
      instance.caller?.instanceKey ?? null,
      instance.caller?.elementInstanceKey ?? null,
      now,
      held.startedBy,
      ended ? now : null,
      JSON.stringify(instance),
      held.tags ?? [],
    ],
  };
}
