import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { warningsAboutMembers } from '../warnings/warnings-in-reach.ts';

/** How many there are in the subtree of a code prefix. */
export type CountBelow = (prefix: string) => number;

/** Members by branch, read once for all lines of a step of the tree. */
export async function countMembers({ db }: Services, prefix: string): Promise<CountBelow> {
  const rows = await db('member')
    .where('org_code', 'like', `${prefix}%`)
    .groupBy('org_code')
    .select<{ code: string; count: string }[]>('org_code as code', db.raw('count(*) as count'));
  return (below) => sum(rows, below);
}

/** Open red warnings of applications, by the branch of the applicant: the marks that the roster shows. */
export async function countWarnings(services: Services, actor: Actor, prefix: string): Promise<CountBelow> {
  const rows = (await warningsAboutMembers(services, actor)
    .where('m.org_code', 'like', `${prefix}%`)
    .groupBy('m.org_code')
    .select('m.org_code as code', services.db.raw('count(distinct w.task_key) as count'))) as {
    code: string;
    count: string;
  }[];
  return (below) => sum(rows, below);
}

function sum(rows: { code: string; count: string }[], prefix: string): number {
  return rows
    .filter(({ code }) => code.startsWith(prefix))
    .reduce((total, { count }) => total + Number(count), 0);
}
