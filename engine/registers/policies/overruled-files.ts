import { readCsv } from '../../policy/csv.ts';
import { policyNames, type PolicyName } from '../../policy/tables.ts';
import type { Services } from '../../services.ts';
import { actorNames } from '../actor-names.ts';
import { fullDay } from '../chinese-dates.ts';

/** For every table that people have changed in the browser: that its file is not in force, and how it gets so again. */
export async function tellOverruledFiles({ db, policy, config }: Services): Promise<string[]> {
  const sources = await policy.sources();
  const changed = policyNames.map((name) => sources[name]).filter(({ version }) => version > 0);
  const names = await actorNames(
    db,
    changed.map(({ changedBy }) => changedBy),
  );
  return Promise.all(
    changed.map(async ({ name, version, content, changedAt, changedBy }) => {
      const unused = await unusedLines(policy, name, content);
      const who = names.get(changedBy ?? '') ?? changedBy;
      const day = fullDay(changedAt!, config.TIME_ZONE);
      return (
        `policies/${name}.csv 不起作用：现在用的是在浏览器“职责与权限”里改过的第 ${version} 版（${day} ${who} 修改）。` +
        `文件里有 ${unused} 行因此没有生效，再改文件也不会生效。` +
        `要改回用文件：npm run admin -- use-policy-file --table ${name}`
      );
    }),
  );
}

/** Lines of the file that the version in force does not have. */
async function unusedLines(policy: Services['policy'], name: PolicyName, inForce: string): Promise<number> {
  const written = readCsv((await policy.file(name)).content);
  const used = new Set(readCsv(inForce).map(({ cells }) => asText(cells)));
  return written.filter(({ cells }) => !used.has(asText(cells))).length;
}

/** Empty cells may be written or left out. */
function asText(cells: Record<string, string>): string {
  const filled = Object.entries(cells).filter(([, cell]) => cell !== '');
  return JSON.stringify(filled.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
