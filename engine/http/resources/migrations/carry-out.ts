import { migrateInstances, type Migrated } from '../../../commands/migrate-instances.ts';
import type { Actor } from '../../../policy/actor.ts';
import { findVersion } from '../../../registers/migrations/find-version.ts';
import { migrationFaultInWords } from '../../../registers/operations/fault-words.ts';
import type { Services } from '../../../services.ts';
import type { MigrateBody, MigrationResult } from './schemas.ts';

/** From versions, as people name them, to definitions, and from codes to sentences. */
export async function carryOut(
  services: Services,
  actor: Actor,
  { process, from, to, instanceKeys, continues, ...plan }: MigrateBody,
  { dryRun }: { dryRun: boolean },
): Promise<MigrationResult> {
  const [source, target] = await Promise.all([
    findVersion(services, process, from),
    findVersion(services, process, to),
  ]);
  const migrated = await migrateInstances(services, actor, {
    sourceKey: source.definition.key,
    targetKey: target.definition.key,
    plan,
    instanceKeys,
    dryRun,
    ...(continues === null ? {} : { continues }),
  });
  return inWords(migrated);
}

export function inWords({ migrationKey, instances }: Migrated): MigrationResult {
  return {
    migrationKey,
    instances: instances.map(({ instanceKey, faults }) => ({
      key: instanceKey,
      reasons: [...new Set(faults.map(({ code, elementName }) => migrationFaultInWords(code, elementName)))],
    })),
  };
}
