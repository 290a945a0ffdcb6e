import { isFailure } from '../../core/failure.ts';
import { readFeel } from '../../core/feel.ts';
import { isUnitWord, splitUnits } from '../units.ts';
import { expect, type Known, type RowCheck } from './problem.ts';

/** Process and task exist, the units are ones the policy knows, the condition can be read. */
export const checkAssignment: RowCheck = (cells, known) => {
  const { process = '', task = '', unit = '', condition = '', avoid = '' } = cells;
  return [
    ...checkTaskName(process, task, known),
    ...expect(splitUnits(unit).length > 0, 'unit', '请选责任单位'),
    ...checkUnits('unit', unit, known),
    ...checkUnits('avoid', avoid, known),
    ...expect(isCondition(condition), 'condition', '条件不完整，或不是正确的表达式'),
  ];
};

/** Two equals signs are what other languages write; read as FEEL they mean something that never holds. */
function isCondition(text: string): boolean {
  const withoutTexts = text.replace(/"[^"]*"/g, '""');
  return text === '' || (!/=\s*=/.test(withoutTexts) && !isFailure(readFeel(text)));
}

/** Shared with the escalation table. */
export function checkTaskName(
  process: string,
  task: string,
  { processes }: Known,
): { column: string; message: string }[] {
  if (process === '') return expect(false, 'process', '请选流程，或“全部流程”');
  if (process !== '*' && !processes.has(process))
    return expect(false, 'process', `没有标识为“${process}”的流程，可能已删除；请重新选`);
  if (task === '') return expect(false, 'task', '请选任务，或“全部任务”');
  const tasks = process === '*' ? [...processes.values()] : [processes.get(process)!];
  return expect(
    task === '*' || tasks.some((ids) => ids.has(task)),
    'task',
    `流程图上没有标识为“${task}”的任务，可能已改名或删除；请重新选`,
  );
}

function checkUnits(
  column: string,
  cell: string,
  { organisations }: Known,
): { column: string; message: string }[] {
  return splitUnits(cell).flatMap((word) => {
    if (!isUnitWord(word)) {
      return expect(false, column, `不认识单位“${word}”，请重新选`);
    }
    const code = word.startsWith('org:') ? word.slice('org:'.length) : null;
    return expect(code === null || organisations.has(code), column, `没有编码为 ${code} 的党组织`);
  });
}
