import { readFeel } from '../core/feel.ts';
import type { Model } from '../core/model.ts';
import { checkTable } from '../policy/check/check-table.ts';
import type { Known } from '../policy/check/problem.ts';
import { readCsv, type PolicyRow } from '../policy/csv.ts';
import { cellWords } from '../policy/file-words.ts';
import type { PolicySource } from '../policy/sources.ts';
import { splitUnits } from '../policy/units.ts';
import { readUse } from './feel-use.ts';
import type { FileFinding } from './file-finding.ts';
import type { KnownVariables } from './known-variables.ts';
import { misreadings, unknownVariables } from './lint-expressions.ts';
import { orRather } from './nearest.ts';
import { localsAt } from './process-expressions.ts';

export interface PolicySurroundings {
  known: Known;
  /** Processes whose drawing is known, and their variables. */
  drawn: ReadonlyMap<string, { model: Model; variables: KnownVariables }>;
  /** Processes that people have deployed in the studio: their tasks may have changed since the file was written. */
  changedInStudio: ReadonlySet<string>;
}

/**
 * What is wrong with a policy table in force, line by line. Mistakes of the file are errors; where people work in the
 * browser, what has become wrong by their changes is only told, for a district at work must be able to start.
 * @param file what the table is called: `policies/assignments.csv`
 */
export function lintPolicy(file: string, source: PolicySource, around: PolicySurroundings): FileFinding[] {
  const rows = readCsv(source.content);
  const { organisations, processes } = around.known;
  const codes = rows.flatMap(({ cells }) => codesIn(cells));
  // units come and go in the base, not in files: unknown ones are told below
  const known = { processes, organisations: new Set([...organisations, ...codes]) };
  const cells = rows.map((row) => row.cells);
  const faults = checkTable(source.name, cells, known).map(({ row, column, message }) => {
    const { line, cells } = rows[row]!;
    const isError = source.version === 0 && !around.changedInStudio.has(cells.process ?? '');
    return at(line, column, isError ? 'error' : 'warning', `${message}。${helpFor(column)}`);
  });
  if (source.name !== 'assignments') return faults;
  return [...faults, ...rows.flatMap((row) => [...missingUnits(row), ...lintVariables(row)])];

  function at(
    line: number,
    place: string,
    severity: FileFinding['severity'],
    message: string,
    code = 'policy_line',
  ): FileFinding {
    return { file, line, place, severity, code, message };
  }

  function helpFor(column: string): string {
    const words = cellWords[source.name][column];
    return words
      ? `${column}：${words}。`
      : `这张表的栏目：${Object.keys(cellWords[source.name]).join('、')}。`;
  }

  /** A district without organisations has not been imported yet. */
  function missingUnits({ line, cells }: PolicyRow): FileFinding[] {
    if (organisations.size === 0) return [];
    return codesIn(cells)
      .filter((code) => !organisations.has(code))
      .map((code) => at(line, 'unit', 'warning', `没有编码为 ${code} 的党组织，将由上级办理。`));
  }

  function lintVariables({ line, cells }: PolicyRow): FileFinding[] {
    const { process = '', task = '', condition = '', unit = '', avoid = '' } = cells;
    const drawn = around.drawn.get(process);
    if (!drawn) return [];
    const { model, variables } = drawn;
    const locals = localsAt(model, task);
    const inCondition =
      condition === '' || readFeel(condition)
        ? []
        : [
            // a doubled sign is among what the table's own check refuses
            ...misreadings(condition, { ...readUse(condition), doubled: [] }),
            ...unknownVariables(condition, readUse(condition), variables, locals),
          ].map(({ severity, message, code }) => at(line, 'condition', severity, message, code));
    return [...inCondition, ...[...splitUnits(unit), ...splitUnits(avoid)].flatMap(unknownChoice)];

    function unknownChoice(word: string): FileFinding[] {
      const name = word.startsWith('form:') ? word.slice('form:'.length) : null;
      if (name === null || !variables.closed || variables.has(name) || locals.includes(name)) return [];
      const message = `没有哪张表单、哪一步会写入“${name}”${orRather(name, variables.names)}。请核对名称。`;
      return [at(line, 'unit', 'warning', message, 'variable_unknown')];
    }
  }
}

function codesIn({ unit = '', avoid = '' }: Record<string, string>): string[] {
  return [...splitUnits(unit), ...splitUnits(avoid)]
    .filter((word) => word.startsWith('org:'))
    .map((word) => word.slice('org:'.length));
}
