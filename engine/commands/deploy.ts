import type { JsonObject, Key } from '../core/keys.ts';
import type { Actor } from '../policy/actor.ts';
import { writeAudit } from '../registers/audit/write-audit.ts';
import type { Services } from '../services.ts';
import { announceSoon } from '../store/announcer.ts';
import { inTransaction } from '../store/transaction.ts';
import { withRetries } from './execution/retry.ts';
import { deployForms } from './deployment/deploy-forms.ts';
import { deployProcess, type DeployedProcess } from './deployment/deploy-process.ts';
import { readDiagrams } from './deployment/read-diagrams.ts';

export interface Deploy {
  name: string;
  diagrams: { name: string; xml: string }[];
  forms: { id: string; schema: JsonObject }[];
}

export interface Deployed {
  processes: DeployedProcess[];
  forms: { id: string; key: Key; version: number; unchanged: boolean }[];
}

/** Deployments of all nodes take turns: two that start at once must not both make version 1. */
const DEPLOYMENT_LOCK = 7_262_001;

/**
 * Deploys diagrams with their forms. A process whose diagram and forms are the same as in its newest version keeps that
 * version; otherwise it gets the next one, and new instances start on it. Running instances stay where they are.
 * @throws `invalid_process` (422) with `findings`, and nothing is deployed
 */
export async function deploy(services: Services, actor: Actor, input: Deploy): Promise<Deployed> {
  services.policy.require(actor, 'studio', 'deploy', {});
  const models = await readDiagrams(services, input);
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
      const processes: DeployedProcess[] = [];
      for (const model of models) processes.push(await deployProcess(context, model));
      const changed = processes.filter((process) => !process.unchanged);
      if (changed.length > 0) {
        await writeAudit(tx.knex, {
          at: context.now,
          actor,
          action: 'deploy',
          resource: 'process',
          detail: Object.fromEntries(changed.map((process) => [process.processId, [null, process.version]])),
        });
      }
      return { processes, forms };

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
