import { own, type Requirements } from './model.ts';
import type { Reading } from './reading.ts';

/** Whether everything that is required exists, under one name each, and not in a circle. */
export function checkRequirements(requirements: Requirements, { report }: Reading): void {
  const { decisions, knowledge } = requirements;
  for (const { id, name, requires, knowledge: called } of [
    ...Object.values(decisions),
    ...Object.values(knowledge).map((one) => ({ ...one, requires: [] })),
  ]) {
    for (const target of [
      ...requires.filter((one) => !own(decisions, one)),
      ...called.filter((one) => !own(knowledge, one)),
    ]) {
      report.error(
        id,
        'dangling_reference',
        `“${name}”需要的“${target}”不在这个文件里。请删去这条连线，或把它画在同一个文件里。`,
        `Expected '${target}', required by '${id}', to exist in this file, but it does not.`,
      );
    }
  }
  checkNames(requirements, report);
  reportCircles(decisions, ({ requires }) => requires, report);
  reportCircles(knowledge, ({ knowledge: called }) => called, report);
}

/** Two results of one name: the decision would see only one of them. */
function checkNames({ decisions }: Requirements, report: Reading['report']): void {
  for (const { id, name, requires } of Object.values(decisions)) {
    const seen = new Set<string>();
    for (const result of requires.flatMap((one) => own(decisions, one)?.resultNames ?? [])) {
      if (seen.has(result)) {
        report.error(
          id,
          'result_name_twice',
          `“${name}”需要的两个决策结果都叫“${result}”，分不清。请给其中一个改名。`,
          `Expected the decisions that '${id}' requires to have results of different names, but two are '${result}'.`,
        );
      }
      seen.add(result);
    }
  }
}

const LONGEST_CHAIN = 100;

interface Named {
  id: string;
  name: string;
}

/** Reports each circle once, at the element where it was entered. */
function reportCircles<T extends Named>(
  elements: Record<string, T>,
  requiredBy: (one: T) => string[],
  report: Reading['report'],
): void {
  const done = new Set<string>();
  const visit = (id: string, trail: string[]): void => {
    const element = own(elements, id);
    if (!element) return;
    if (trail.includes(id)) return circle([...trail.slice(trail.indexOf(id)), id]);
    if (trail.length >= LONGEST_CHAIN) return tooLong(element);
    if (done.has(id)) return;
    for (const next of requiredBy(element)) visit(next, [...trail, id]);
    done.add(id);
  };
  for (const id of Object.keys(elements)) visit(id, []);

  function tooLong({ id, name }: Named): void {
    report.error(
      id,
      'chain_too_long',
      `到“${name}”已经一个需要一个地连了 ${LONGEST_CHAIN} 层。请合并一些决策。`,
      `Expected chains of at most ${LONGEST_CHAIN} requirements, but the one to '${id}' is longer.`,
    );
  }

  function circle(ids: string[]): void {
    const names = ids.map((id) => `“${elements[id]!.name}”`).join(' → ');
    report.error(
      ids[0]!,
      'circular_requirement',
      `决策互相需要，绕成了一圈：${names}。请删去其中一条连线。`,
      `Expected requirements without circles, but got ${ids.join(' → ')}.`,
    );
  }
}
