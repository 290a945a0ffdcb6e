import type { Key } from '../../core/keys.ts';
import type { Services } from '../../services.ts';
import { decisionRequirements } from './decisions.ts';

export interface DeployedRequirements {
  /** Each file once. */
  all: ReturnType<typeof decisionRequirements.toItem>[];
  /** The file a decision is drawn in. */
  of(decisionKey: Key): { decisionRequirementsId: string; decisionRequirementsKey: Key };
}

/** The files that these versions of decisions are drawn in. */
export async function readRequirementsOf(
  { db }: Services,
  decisionKeys: Key[],
): Promise<DeployedRequirements> {
  const rows = await db('decision_definition as d')
    .join('decision_requirements as r', 'r.key', 'd.requirements_key')
    .whereIn('d.key', decisionKeys)
    .orderBy('r.key')
    .select('d.key as decision_key', 'r.key', 'r.requirements_id', 'r.name', 'r.version', 'r.resource_name');
  const all = new Map(rows.map((row) => [row.key as Key, decisionRequirements.toItem(row)]));
  const fileOf = new Map(rows.map((row) => [row.decision_key as Key, all.get(row.key as Key)!]));
  return {
    all: [...all.values()],
    of(decisionKey) {
      const { decisionRequirementsId, decisionRequirementsKey } = fileOf.get(decisionKey)!;
      return { decisionRequirementsId, decisionRequirementsKey };
    },
  };
}
