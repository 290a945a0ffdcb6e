import { invalidForm } from '../errors.ts';
import type { PolicyImpact } from '../http/resources/policies/schemas.ts';
import type { Actor } from '../policy/actor.ts';
import { checkTable } from '../policy/check/check-table.ts';
import type { CellProblem } from '../policy/check/problem.ts';
import { writeCsv } from '../policy/csv.ts';
import type { CompiledPolicy } from '../policy/policy.ts';
import { policyColumns, type PolicyName } from '../policy/tables.ts';
import { readKnown } from '../registers/policies/known.ts';
import { policyChanged, storePolicyVersion } from '../registers/policies/store-version.ts';
import type { Services } from '../services.ts';
import { inTransaction } from '../store/transaction.ts';
import { reassignOpenTasks, type MovedTask } from './reassign-open-tasks.ts';
import { recountDueDates, type RecountedTask } from './recount-due-dates.ts';

export interface PolicyChange {
  name: PolicyName;
  rows: Record<string, string>[];
  /** The version the change was made on. */
  version: number;
  /** Only tells what is wrong, and which open tasks would move or get another due date. */
  dryRun: boolean;
}

/**
 * Puts a changed policy table in force: passes open tasks on to the units that are now responsible, and counts their
 * terms again when the calendar has changed.
 * @throws `conflict` (409) when the table was changed meanwhile, `invalid_form` (422) when it has faults
 */
export async function changePolicy(
  services: Services,
  actor: Actor,
  change: PolicyChange,
): Promise<PolicyImpact> {
  const before = (await services.policy.sources())[change.name];
  if (before.version !== change.version) throw policyChanged();
  const columns = policyColumns[change.name].map(({ key }) => key);
  const content = writeCsv(columns, change.rows);
  const problems = await findProblems(services, actor, change, content);
  if (change.dryRun) {
    const policy = problems.length > 0 ? null : await services.policy.preview({ name: change.name, content });
    return { version: before.version, problems, ...(await preview(services, actor, change, policy)) };
  }
  if (problems.length > 0) throw invalidForm(summary(problems), { fields: problems.map(toField) });
  const now = services.clock.now();
  const version = await inTransaction(services.pool, (tx) =>
    storePolicyVersion(tx, { before, content, actor, now }),
  );
  await services.policy.reload();
  return { version, problems: [], ...(await carryOut(services, actor, change.name)) };
}

type Impact = Pick<PolicyImpact, 'moved' | 'recounted'>;

/** What a table in force means for open tasks. Only the calendar counts terms, and it decides nothing else. */
export async function carryOut(
  services: Services,
  actor: Actor,
  name: PolicyName,
  options?: { dryRun: true; policy: CompiledPolicy },
): Promise<Impact> {
  return name === 'calendar'
    ? { moved: [], recounted: toImpact(await recountDueDates(services, actor, options)) }
    : { moved: await inWords(services, await reassignOpenTasks(services, actor, options)), recounted: [] };
}

function toImpact(tasks: RecountedTask[]): Impact['recounted'] {
  return tasks.map(({ taskKey, name, caseNumber, from, to }) => ({
    taskKey,
    taskName: name,
    caseNumber,
    from: from.toISOString(),
    to: to.toISOString(),
  }));
}

async function findProblems(
  services: Services,
  actor: Actor,
  { name, rows }: PolicyChange,
  content: string,
): Promise<CellProblem[]> {
  const problems = checkTable(name, rows, await readKnown(services.db));
  if (problems.length > 0 || name !== 'permissions') return problems;
  const next = await services.policy.preview({ name, content });
  if (next.may(actor, 'policy', 'update')) return [];
  return [
    { row: -1, column: 'role', message: '这样改以后，您自己就不能再修改职责与权限了；请保留这项权限。' },
  ];
}

async function preview(
  services: Services,
  actor: Actor,
  { name }: PolicyChange,
  policy: CompiledPolicy | null,
): Promise<Impact> {
  if (!policy) return { moved: [], recounted: [] };
  return carryOut(services, actor, name, { dryRun: true, policy });
}

/** Units by their names; a task that goes to the member himself says so. */
async function inWords({ db }: Services, moved: MovedTask[]): Promise<PolicyImpact['moved']> {
  const codes = [...new Set(moved.flatMap(({ from, to }) => [...from, ...to]))];
  const rows = await db('organisation')
    .whereIn('code', codes)
    .select<{ code: string; name: string }[]>('code', 'name');
  const names = new Map(rows.map(({ code, name }) => [code, name]));
  const named = (code: string) => (code.startsWith('member:') ? '申请人本人' : (names.get(code) ?? code));
  return moved.map(({ taskKey, name, caseNumber, from, to }) => ({
    taskKey,
    taskName: name,
    caseNumber,
    from: from.map(named),
    to: to.map(named),
  }));
}

function toField({ row, column, message }: CellProblem): { field: string; message: string } {
  return { field: row < 0 ? 'rows' : `rows.${row}.${column}`, message };
}

function summary(problems: CellProblem[]): string {
  const [first] = problems;
  const where = first!.row < 0 ? '' : `第 ${first!.row + 1} 行：`;
  return `有 ${problems.length} 处需要改正。${where}${first!.message}`;
}
