import { deploy } from '../../../engine/commands/deploy.ts';
import {
  migrateInstances,
  proposeMigration,
  undoMigration,
  type Migrated,
} from '../../../engine/commands/migrate-instances.ts';
import type { Key } from '../../../engine/core/keys.ts';
import { systemActor } from '../../../engine/policy/system-actor.ts';
import type { Services } from '../../../engine/services.ts';
import { drawTree } from '../tree/draw-tree.ts';
import type { ProcessTree } from '../tree/tree.ts';
import type { Rows } from './see-database.ts';

/** The processes of a tree in two versions that are drawn the same: to go from one to the other changes nothing one sees. */
export class TwoVersions {
  /** Of each version of a process the other one. */
  private readonly others = new Map<Key, Key>();
  private first = new Map<string, Key>();

  constructor(private readonly tree: ProcessTree) {}

  async deploy(node: Services): Promise<void> {
    this.first = await this.deployAs(node, '');
  }

  /** Puts everything that runs on the other version, and, where it shall be taken back, back again. */
  async move(node: Services, instances: Rows['instances'], takeBack: boolean): Promise<void> {
    await this.deploySecond(node);
    const running = instances.filter(({ state }) => state === 'active');
    for (const sourceKey of new Set(running.map(({ data }) => data.definitionKey))) {
      const keys = running.filter(({ data }) => data.definitionKey === sourceKey).map(({ key }) => key);
      const { migrationKey, moved } = await this.migrate(node, sourceKey, keys);
      if (!takeBack || migrationKey === null) continue;
      requireSame(moved, movedBy(await undoMigration(node, systemActor, migrationKey), moved));
    }
  }

  private async migrate(node: Services, sourceKey: Key, instanceKeys: Key[]) {
    const targetKey = this.others.get(sourceKey)!;
    const proposed = await proposeMigration(node, sourceKey, targetKey);
    const mapping = Object.fromEntries(proposed.map(({ from, to }) => [from, to!]));
    const plan = { mapping, timers: 'keep', subscriptions: 'keep' } as const;
    const order = { sourceKey, targetKey, plan, instanceKeys };
    const foreseen = movedBy(
      await migrateInstances(node, systemActor, { ...order, dryRun: true }),
      instanceKeys,
    );
    const migrated = await migrateInstances(node, systemActor, order);
    const moved = movedBy(migrated, instanceKeys);
    requireSame(foreseen, moved);
    return { migrationKey: migrated.migrationKey, moved };
  }

  private async deploySecond(node: Services): Promise<void> {
    if (this.others.size > 0) return;
    const second = await this.deployAs(node, '<!-- 再版 -->');
    for (const [processId, key] of this.first) {
      this.others.set(key, second.get(processId)!);
      this.others.set(second.get(processId)!, key);
    }
  }

  private async deployAs(node: Services, note: string): Promise<Map<string, Key>> {
    const diagrams = drawTree(this.tree).map((one) => ({ name: one.id, xml: one.xml() + note }));
    const { processes } = await deploy(node, systemActor, { name: this.tree.id, diagrams, forms: [] });
    return new Map(processes.map(({ processId, key }) => [processId, key]));
  }
}

/** Nobody moves while something is being undone, or a listener asked: those say so and stay. */
const stays = new Set(['undoing', 'listener_at_work']);

function movedBy({ instances }: Migrated, asked: Key[]): Key[] {
  requireSame(
    asked,
    instances.map(({ instanceKey }) => instanceKey),
  );
  const wrong = instances.filter(({ faults }) => faults.some(({ code }) => !stays.has(code)));
  if (wrong.length > 0) throw new Error(`cannot go to a version drawn the same: ${JSON.stringify(wrong)}`);
  return instances.filter(({ faults }) => faults.length === 0).map(({ instanceKey }) => instanceKey);
}

function requireSame(expected: Key[], found: Key[]): void {
  if ([...expected].sort().join() !== [...found].sort().join())
    throw new Error(`${expected.join()} should have moved, but ${found.join()} did`);
}
