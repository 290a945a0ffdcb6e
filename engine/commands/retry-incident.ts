import type { Key } from '../core/keys.ts';
import { effectTypes } from '../effects/effects.ts';
import { createProblem, notFound } from '../errors.ts';
import type { Actor } from '../policy/actor.ts';
import type { Services } from '../services.ts';
import { execute } from './execute.ts';
import { audit } from './execution/audit.ts';
import { fire } from './execution/fire.ts';
import { hold, type Run } from './execution/run.ts';

const settled = createProblem('incident_settled', 409, '这个故障已经处理过了，请刷新。');

/**
 * Tries again what an incident stopped, after somebody has mended the cause.
 * @returns false when it failed again: a new incident says why
 */
export function retryIncident(
  services: Services,
  actor: Actor,
  incidentKey: Key,
): Promise<{ solved: boolean }> {
  return execute(services, actor, async (run) => {
    const { rows } = await run.tx.client.query<{ instance_key: Key; job_key: Key | null }>({
      name: 'find-incident',
      text: 'select instance_key, job_key from incident_live where key = $1',
      values: [incidentKey],
    });
    if (!rows[0]) throw notFound('没有找到这个故障。');
    const held = await hold(run, rows[0].instance_key);
    const orgCode = held.caseFile?.orgCode ?? null;
    services.policy.require(actor, 'case', 'retry', { orgCode });
    if (!held.instance.incidents[incidentKey]) throw settled();
    const jobGoesOn = await offerAgain(run, rows[0].job_key);
    await fire(run, held, { type: 'incidentResolved', incidentKey, jobGoesOn });
    audit(run, {
      action: 'retryIncident',
      resource: 'case',
      resourceId: held.caseFile?.number ?? '',
      orgCode,
    });
    return { solved: !held.events.some((event) => event.type === 'incidentRaised') };
  });
}

/** A job that a worker outside has given up is offered once more; those done here are done anew. */
async function offerAgain(run: Run, jobKey: Key | null): Promise<boolean> {
  if (jobKey === null) return false;
  const { rows } = await run.tx.client.query<{ job_type: string }>({
    name: 'offer-job-again',
    text: `update job_live set state = 'created', retries = greatest(retries, 1), available_at = $2
            where key = $1 and state = 'failed' and not job_type = any($3) returning job_type`,
    values: [jobKey, run.now, effectTypes()],
  });
  if (!rows[0]) return false;
  run.jobTypes.add(rows[0].job_type);
  return true;
}
