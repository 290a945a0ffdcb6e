import type { SavePart } from '../../store/save-batch.ts';
import type { Run } from './run.ts';

export interface AuditLine {
  action: string;
  resource: string;
  resourceId: string;
  orgCode?: string | null;
  detail?: Record<string, unknown>;
}

/** The command's line of the audit log, saved with the command. A command writes one. */
export function audit(run: Run, line: AuditLine): void {
  const { actor } = run;
  const part: SavePart = {
    code: 'au',
    text: `insert into audit_log (at, actor, action, resource, resource_id, org_code, ip, detail)
           values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [
      run.now,
      actor.id,
      line.action,
      line.resource,
      line.resourceId,
      line.orgCode ?? actor.orgCode,
      'ip' in actor ? (actor.ip ?? null) : null,
      JSON.stringify(line.detail ?? {}),
    ],
  };
  run.parts.push(part);
}
