import type { JobDetails } from '../core/jobs.ts';
import type { Element, Model } from '../core/model.ts';
import { isUnitWord, splitUnits, unitWords } from '../policy/units.ts';
import { errorAt, warningAt, type ServiceFinding } from './finding.ts';
import type { KnownVariables } from './known-variables.ts';
import { orRather } from './nearest.ts';
import { localsAt } from './process-expressions.ts';

/** Units that a drawing names: who is told by `notify`, who works a task with the property `unit`. */
export function lintUnits(model: Model, known: KnownVariables): ServiceFinding[] {
  return Object.values(model.elements).flatMap((element) => [
    ...cellFaults(element, element.properties.unit, [], () => namesAt(element)),
    ...cellFaults(element, recipientsOf(element), ['tasks'], () => namesAt(element)),
  ]);

  /** Null: nobody can know them all. */
  function namesAt({ id }: Element): string[] | null {
    return known.closed ? [...known.names, ...localsAt(model, id)] : null;
  }
}

/** The input `to` of a notification, when it is a text and no expression. */
function recipientsOf({ details, inputs }: Element): string | undefined {
  if (((details ?? {}) as Partial<JobDetails>).jobType !== 'notify') return undefined;
  const source = inputs.find(({ target }) => target === 'to')?.source;
  const literal = /^=\s*"([^"]*)"\s*$/.exec(source ?? '')?.[1];
  return literal ?? (source?.startsWith('=') ? undefined : source);
}

function cellFaults(
  { id, name }: Element,
  cell: string | undefined,
  more: string[],
  namesAt: () => string[] | null,
): ServiceFinding[] {
  return splitUnits(cell ?? '').flatMap((word) => {
    if (!isUnitWord(word) && !more.includes(word) && !/^\d{8,12}$/.test(word)) {
      const all = [...unitWords, ...more, 'form:变量', 'org:编码'];
      return [
        errorAt(
          id,
          'unit_unknown',
          `“${name || id}”写的单位“${word}”不认识${orRather(word, [...unitWords, ...more])}。可用：${all.join('、')}。`,
          `Expected a unit, but got '${word}'.`,
        ),
      ];
    }
    const variable = word.startsWith('form:') ? word.slice('form:'.length) : null;
    const names = variable === null ? null : namesAt();
    if (variable === null || names === null || names.includes(variable)) return [];
    return [
      warningAt(
        id,
        'variable_unknown',
        `“${name || id}”的单位取自“${variable}”，没有哪张表单、哪一步会写入它${orRather(variable, names)}。请核对名称。`,
        `Expected somebody to set '${variable}', but nobody does.`,
      ),
    ];
  });
}
