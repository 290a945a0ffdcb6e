import { checkTaskName } from './assignments.ts';
import { expect, type RowCheck } from './problem.ts';

/** After so many working days, so many superiors up. */
export const checkEscalation: RowCheck = (cells, known) => {
  const { process = '', task = '', afterDays = '', levelsUp = '' } = cells;
  return [
    ...checkTaskName(process, task, known),
    ...expect(/^\d{1,3}$/.test(afterDays), 'afterDays', '应为 0–999 的整数（工作日）'),
    ...expect(/^[1-3]$/.test(levelsUp), 'levelsUp', '请选上报到哪一级'),
  ];
};
