import type { Key } from '../core/keys.ts';
import type { Actor } from '../policy/actor.ts';
import { writeAudit } from '../registers/audit/write-audit.ts';
import type { Services } from '../services.ts';
import { announceSoon } from '../store/announcer.ts';
import { inTransaction } from '../store/transaction.ts';
import { withRetries } from './execution/retry.ts';
import type { Deploy } from './deployment/context.ts';
import { deployDecisions, type DeployedDecision } from './deployment/deploy-decisions.ts';
import { deployForms } from './deployment/deploy-forms.ts';
import { deployProcess, type DeployedProcess } from './deployment/deploy-process.ts';
import { readAll } from './deployment/read-all.ts';

export interface Deployed {
  processes: DeployedProcess[];
  forms: { id: string; key: Key; version: number; unchanged: boolean }[];
  decisions: DeployedDecision[];
}

export interface DeploymentMade extends Deployed {
  deploymentKey: Key;
}

/** Deployments of all nodes take turns: two that start at once must not both make version 1. */
const DEPLOYMENT_LOCK = 7_262_001;

/**
 * Deploys diagrams with their forms, and decisions. A process whose diagram and forms are the same as in its newest
 * version keeps that version; otherwise it gets the next one, and new instances start on it. Running instances stay
 * where they are. The decisions of an unchanged file keep their versions likewise.
 * @throws `invalid_process` (422) with `findings`, and nothing is deployed
 */
export async function deploy(services: Services, actor: Actor, input: Deploy): Promise<DeploymentMade> {
  services.policy.require(actor, 'studio', 'deploy', {});
  const read = await readAll(services, input);
  const deployed = await withRetries(() =>
    inTransaction(services.pool, async (tx) => {
      const context = {
        services,
        actor,
        tx,
        now: services.clock.now(),
        deploymentKey: await openDeployment(),
      };
      const forms = await deployForms(context, input.forms);
      const decisions = await deployDecisions(context, read.decisions);
      const processes: DeployedProcess[] = [];
      for (const model of read.models) processes.push(await deployProcess(context, model, read.models));
      await note('process', processes, ({ processId }) => processId);
      await note('decision', decisions, ({ decisionId }) => decisionId);
      return { deploymentKey: context.deploymentKey, processes, forms, decisions };

      async function note<T extends { version: number; unchanged: boolean }>(
        resource: string,
        all: T[],
        idOf: (one: T) => string,
      ): Promise<void> {
        const changed = all.filter(({ unchanged }) => !unchanged);
        if (changed.length === 0) return;
        const detail = Object.fromEntries(changed.map((one) => [idOf(one), [null, one.version]]));
        await writeAudit(tx.knex, { at: context.now, actor, action: 'deploy', resource, detail });
      }

      async function openDeployment(): Promise<Key> {
        await tx.client.query('select pg_advisory_xact_lock($1)', [DEPLOYMENT_LOCK]);
        const { rows } = await tx.client.query<{ key: Key }>(
          `insert into deployment (key, name, deployed_at, deployed_by)
           values (nextval('engine_key'), $1, $2, $3) returning key`,
          [input.name, services.clock.now(), actor.id],
        );
        return rows[0]!.key;
      }
    }),
  );
  announceSoon(services.pool, { taskKeys: [], changes: [], wakes: new Set(['timers']) });
  return deployed;
}
