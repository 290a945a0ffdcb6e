import { holds } from './condition.ts';
import type { PolicyRow } from './csv.ts';
import { byPrecision } from './escalation.ts';
import type { OrgCodes } from './org-code.ts';
import type { Responsible, ResponsibilityQuestion } from './policy.ts';
import { splitUnits, unitCode, unitCodesToRead, type UnitFacts } from './units.ts';

/** What the decision needs to know of the district; read in one query by `facts.ts`. */
export interface Facts {
  units: Map<string, UnitFacts>;
  /** Party post of the applicant, for the rule that nobody works his own case. */
  applicantPost: string | null;
}

/** Stands for a line of the file where the diagram names the unit. */
const DRAWN = 0;

/**
 * The line of `assignments.csv` that answers: the most precise one whose condition holds, in the order of the file. What
 * the diagram says comes after a line about this very task, and before those about any.
 */
export function chooseLine(rows: PolicyRow[], question: ResponsibilityQuestion): PolicyRow | null {
  const lines = byPrecision(rows, question).flat();
  const found = lines.find(({ cells }) => holds(cells.condition ?? '', question.variables)) ?? null;
  const isExact = found?.cells.process === question.processId && found.cells.task === question.elementId;
  if (!question.drawnUnit || isExact) return found;
  return { line: DRAWN, cells: { unit: question.drawnUnit } };
}

/** Codes whose facts `decideResponsible` will ask for. */
export function codesToRead(
  line: PolicyRow | null,
  question: ResponsibilityQuestion,
  codes: OrgCodes,
): string[] {
  const words = [...splitUnits(line?.cells.unit ?? ''), ...splitUnits(line?.cells.avoid ?? '')];
  const named = words.flatMap((word) => unitCodesToRead(word, question.orgCode, question.variables, codes));
  return [...new Set([...codes.lineage(question.orgCode), ...named])];
}

/**
 * The units (or the applicant) responsible for a task. Never empty (空岗规则): a unit that does not exist, that nobody
 * can log in for, that is itself the matter of the case, or whose secretary is the applicant gives way to the next
 * superior; where no superior is better, the first choice stands.
 */
export function decideResponsible(
  line: PolicyRow | null,
  question: ResponsibilityQuestion,
  facts: Facts,
  codes: OrgCodes,
): Responsible[] {
  const source = sourceOf(line);
  const words = splitUnits(line?.cells.unit ?? 'branch');
  const avoided = avoidedCodes(line, question, facts, codes);
  const found = words.map((word) => decideWord(word, source, question, facts, codes, avoided));
  return [...new Map(found.map((one) => [`${one.kind} ${one.value}`, one])).values()];
}

function sourceOf(line: PolicyRow | null): string {
  if (!line) return '空岗规则：assignments.csv 没有适用的行，由申请人所在组织办理';
  return line.line === DRAWN ? '流程图：任务或泳道写明的责任单位' : `assignments.csv:${line.line}`;
}

function decideWord(
  word: string,
  source: string,
  question: ResponsibilityQuestion,
  facts: Facts,
  codes: OrgCodes,
  avoided: Set<string>,
): Responsible {
  if (word === 'applicant' && question.applicantMemberId) {
    return { kind: 'member', value: question.applicantMemberId, reason: source };
  }
  const named = unitCode(word, question.orgCode, question.variables, facts.units, codes);
  const exists = named !== null && facts.units.has(named);
  const first = exists ? named : fallback(word, question.orgCode, codes);
  const why = exists || word === 'applicant' ? '' : `；空岗：${missing(word)}，由上级办理`;
  return climb(first, `${source}${why}`, question, facts, codes, avoided);
}

/** Goes up the line until a unit may and can work the task. */
function climb(
  first: string,
  source: string,
  question: ResponsibilityQuestion,
  facts: Facts,
  codes: OrgCodes,
  avoided: Set<string>,
): Responsible {
  const ownPost = secretaryOf(question, facts, codes);
  const objection = (code: string): string | null => {
    if (avoided.has(code)) return '回避：事项涉及该组织';
    if (code === ownPost) return '回避：申请人就是该组织书记';
    return facts.units.get(code)?.staffed ? null : '空岗：该组织没有可登录的账号';
  };
  const line = codes.lineage(first);
  const chosen =
    line.find((code) => objection(code) === null) ?? line.find((code) => !avoided.has(code)) ?? first;
  if (chosen === first) return { kind: 'unit', value: first, reason: source };
  const name = facts.units.get(first)?.name ?? first;
  return { kind: 'unit', value: chosen, reason: `${source}；${objection(first)}（${name}），由上级办理` };
}

/** Where the line lacks the named organisation, the search begins at the next level above it. */
function fallback(word: string, orgCode: string, codes: OrgCodes): string {
  const line = codes.lineage(orgCode);
  if (word === 'general') return line.find((code) => codes.level(code) <= 2) ?? orgCode;
  if (word === 'committee' || word === 'approver' || word === 'district') return line.at(-1)!;
  return orgCode;
}

function missing(word: string): string {
  if (word === 'general') return '没有总支一级';
  if (word.startsWith('form:')) return '前面的表单没有选定单位';
  return '没有这个单位';
}

/** The organisation concerned (column `avoid`) and the ones directly under it. */
function avoidedCodes(
  line: PolicyRow | null,
  question: ResponsibilityQuestion,
  facts: Facts,
  codes: OrgCodes,
): Set<string> {
  const concerned = splitUnits(line?.cells.avoid ?? '')
    .map((word) => unitCode(word, question.orgCode, question.variables, facts.units, codes))
    .filter((code): code is string => code !== null);
  const below = [...facts.units.keys()].filter((code) => concerned.includes(codes.lineage(code)[1] ?? ''));
  return new Set([...concerned, ...below]);
}

/** The organisation of the applicant's line that the applicant heads, read from the post as rosters write it. */
function secretaryOf(question: ResponsibilityQuestion, facts: Facts, codes: OrgCodes): string | null {
  const post = facts.applicantPost ?? '';
  if (!post.includes('书记') || post.includes('副')) return null;
  const level = /区委/.test(post) ? 1 : /总支|社区党委/.test(post) ? 3 : /党工委|党委/.test(post) ? 2 : null;
  if (level === null) return question.orgCode;
  return codes.superior(question.orgCode, level);
}
