import { notFound } from '../../errors.ts';
import type { TreeNode } from '../../http/resources/organisations/schemas.ts';
import type { Actor } from '../../policy/actor.ts';
import { OrgCodes } from '../../policy/org-code.ts';
import type { Services } from '../../services.ts';
import { escapeLike } from '../like.ts';
import { organisationKinds, type OrganisationKind } from './kinds.ts';
import { countMembers, countWarnings, type CountBelow } from './count-below.ts';

const MOST_FOUND = 50;

export interface TreeQuestion {
  /** Whose children; none: the topmost organisation of the actor's own tree. */
  parent?: string;
  /** Words of a name, or the beginning of a code: what is found comes as a flat list. */
  q?: string;
  /** Every organisation of that kind below, or all of them: what stands behind a number of the analysis. */
  kind?: OrganisationKind | 'all';
}

/** One step of the tree, opened level by level; each line with what lies in its whole subtree. */
export async function readTree(
  services: Services,
  actor: Actor,
  question: TreeQuestion,
): Promise<TreeNode[]> {
  const codes = new OrgCodes(services.config.CODE_DIGITS);
  const root = services.policy.root(actor, 'organisation', 'read');
  if (!root) return [];
  const top = question.parent ?? root;
  if (!codes.within(top, root)) throw notFound('没有找到这个党组织，可能不在您的管理范围内。');
  const prefix = codes.prefix(top);
  const rows = await selectNodes(services, actor, question, top, prefix);
  const [members, warnings] = await Promise.all([
    countMembers(services, prefix),
    countWarnings(services, actor, prefix),
  ]);
  return rows.map((row) => toNode(row, codes, members, warnings));
}

interface NodeRow {
  code: string;
  name: string;
  type: string;
  level: number;
  has_children: boolean;
}

async function selectNodes(
  { db, policy }: Services,
  actor: Actor,
  { parent, q, kind }: TreeQuestion,
  top: string,
  prefix: string,
): Promise<NodeRow[]> {
  const allowed = policy.where(actor, 'organisation', 'read', { org: 'o.code' });
  const below = policy.where(actor, 'organisation', 'read', { org: 'c.code' });
  const nodes = db('organisation as o')
    .whereRaw(`(${allowed.sql})`, allowed.bindings as string[])
    .select('o.code', 'o.name', 'o.type', 'o.level')
    .select(
      db.raw(
        `exists (select from organisation c where c.parent_code = o.code and (${below.sql})) as has_children`,
        below.bindings as string[],
      ),
    );
  if (kind) {
    if (kind !== 'all') nodes.whereIn('o.type', organisationKinds[kind]);
    return nodes.where('o.code', 'like', `${prefix}%`).orderBy('o.code');
  }
  if (!q) {
    return nodes.where(parent ? 'o.parent_code' : 'o.code', top).orderBy(['o.position', 'o.code']);
  }
  const like = escapeLike(q);
  return nodes
    .where('o.code', 'like', `${prefix}%`)
    .where((either) => either.whereILike('o.name', `%${like}%`).orWhere('o.code', 'like', `${like}%`))
    .orderBy('o.code')
    .limit(MOST_FOUND);
}

function toNode(row: NodeRow, codes: OrgCodes, members: CountBelow, warnings: CountBelow): TreeNode {
  const { has_children: hasChildren, ...node } = row;
  const prefix = codes.prefix(row.code);
  return { ...node, hasChildren, members: members(prefix), warnings: warnings(prefix) };
}
