import { readFeel } from '../core/feel.ts';
import type { JobDetails } from '../core/jobs.ts';
import type { Element, Model } from '../core/model.ts';
import { errorAt, type ServiceFinding } from './finding.ts';
import type { KnownVariables } from './known-variables.ts';
import { unknownOnPaper } from './lint-paper.ts';
import { orRather } from './nearest.ts';
import type { Surroundings } from './surroundings.ts';

/** Papers a process prints: that there is a template for each, and that the process has what it names. */
export function lintPapers(model: Model, { papers }: Surroundings, known: KnownVariables): ServiceFinding[] {
  return Object.values(model.elements).flatMap((element) => {
    const paper = paperOf(element);
    if (paper === null) return [];
    const text = papers.get(paper);
    if (text === undefined) return [missingPaper(element, paper, [...papers.keys()])];
    const more = dataOf(element);
    // what the step adds is only known when it runs
    if (more === null) return [];
    return unknownOnPaper(paper, text, known, more).map((finding) => ({ ...finding, elementId: element.id }));
  });
}

/** Template a step prints; null when it prints none, or one that an expression chooses. */
function paperOf(element: Element): string | null {
  if (((element.details ?? {}) as Partial<JobDetails>).jobType !== 'print-document') return null;
  const source = inputOf(element, 'template');
  const literal = /^=\s*"([^"]*)"\s*$/.exec(source ?? '')?.[1];
  return literal ?? (source === null || source.startsWith('=') ? null : source);
}

/** Names the input `data` brings, alone or as `data.contact`; null when they cannot be told from the drawing. */
function dataOf(element: Element): string[] | null {
  const members = element.inputs.flatMap(({ target }) => /^data\.([^.]+)/.exec(target)?.[1] ?? []);
  const source = inputOf(element, 'data');
  if (source === null) return members;
  if (!/^=\s*\{/.test(source) || readFeel(source)) return null;
  const keys = source.matchAll(/[{,]\s*"?([\p{L}_][\p{L}\p{N}_]*)"?\s*:/gu);
  return [...members, ...[...keys].map(([, key]) => key!)];
}

function inputOf({ inputs }: Element, name: string): string | null {
  return inputs.find(({ target }) => target === name)?.source ?? null;
}

function missingPaper({ id, name }: Element, paper: string, all: string[]): ServiceFinding {
  return errorAt(
    id,
    'paper_missing',
    `“${name || id}”要打印的文书模板“${paper}”不存在${orRather(paper, all)}。请把 ${paper}.print.html 放进 forms 目录。`,
    `Expected print template '${paper}' of '${id}' to exist, but it does not.`,
  );
}
