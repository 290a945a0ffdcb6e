import type { JsonObject } from '../core/keys.ts';
import type { OrgCodes } from './org-code.ts';

/**
 * What the `unit` cell of `assignments.csv` may say. Levels are steps of the applicant's line, not absolute numbers:
 * - `branch` the applicant's own organisation; `general`, `committee`, `district` its superior of that level
 * - `approver` the nearest organisation of the line that may approve probationary members
 * - `superior` the direct superior of the applicant's organisation
 * - `applicant` the member who asked
 * - `form:<variable>` the unit an earlier form chose; `org:<code>` this very unit
 */
export const unitWords = ['branch', 'general', 'committee', 'approver', 'superior', 'district', 'applicant'];

export interface UnitFacts {
  code: string;
  name: string;
  canApproveMember: boolean;
  /** Has an active account that may work tasks. */
  staffed: boolean;
}

const levels: Record<string, number> = { general: 3, committee: 2, district: 1 };

/** Several units in one cell are separated by `;`. */
export function splitUnits(cell: string): string[] {
  return cell
    .split(/[;；]/)
    .map((word) => word.trim())
    .filter(Boolean);
}

export function isUnitWord(word: string): boolean {
  return unitWords.includes(word) || /^form:[A-Za-z_]\w*$/.test(word) || /^org:\d{8,12}$/.test(word);
}

/** The code a word stands for, or null where the line has no such organisation. `applicant` is not a unit. */
export function unitCode(
  word: string,
  orgCode: string,
  variables: JsonObject,
  units: Map<string, UnitFacts>,
  codes: OrgCodes,
): string | null {
  if (word === 'branch') return orgCode;
  if (word === 'superior') return codes.lineage(orgCode)[1] ?? null;
  if (word === 'approver') {
    return codes.lineage(orgCode).find((code) => units.get(code)?.canApproveMember) ?? null;
  }
  if (word.startsWith('org:')) return word.slice('org:'.length);
  if (word.startsWith('form:')) {
    const named = text(variables[word.slice('form:'.length)]);
    // a list of approvers may name units by their words, too
    return named !== null && unitWords.includes(named)
      ? unitCode(named, orgCode, variables, units, codes)
      : named;
  }
  const level = levels[word];
  if (level === undefined) return null;
  return codes.level(orgCode) === level ? orgCode : codes.superior(orgCode, level);
}

/** Codes the word may lead to, so that what is known of them can be read in one query. */
export function unitCodesToRead(
  word: string,
  orgCode: string,
  variables: JsonObject,
  codes: OrgCodes,
): string[] {
  const named = unitCode(word, orgCode, variables, new Map(), codes);
  return named && /^\d+$/.test(named) && named.length === codes.length ? codes.lineage(named) : [];
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
