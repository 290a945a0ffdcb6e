import { describe, expect, it } from 'vitest';
import { readCsv } from '../../engine/policy/csv.ts';
import { escalationSteps } from '../../engine/policy/escalation.ts';
import { productTable } from './tables.ts';

const rows = readCsv(`process,task,afterDays,levelsUp
*,*,8,2
*,*,3,1
aid,*,1,1
*,t_check,2,1
aid,t_pay,0,3
`);

describe('Escalation', () => {
  it('goes by the most precise lines alone, earliest first', () => {
    expect(escalationSteps(rows, { processId: 'other', elementId: 't_any' })).toEqual([
      { afterDays: 3, levelsUp: 1 },
      { afterDays: 8, levelsUp: 2 },
    ]);
    expect(escalationSteps(rows, { processId: 'aid', elementId: 't_any' })).toEqual([
      { afterDays: 1, levelsUp: 1 },
    ]);
    expect(escalationSteps(rows, { processId: 'aid', elementId: 't_pay' })).toEqual([
      { afterDays: 0, levelsUp: 3 },
    ]);
    expect(escalationSteps(rows, { processId: 'aid', elementId: 't_check' })).toEqual([
      { afterDays: 1, levelsUp: 1 },
    ]);
    expect(escalationSteps(rows, { processId: 'other', elementId: 't_check' })).toEqual([
      { afterDays: 2, levelsUp: 1 },
    ]);
  });

  it('of the product climbs to the district in every service', () => {
    for (const processId of ['probation_full', 'hardship_aid', 'talk_request', 'opinion']) {
      const steps = escalationSteps(productTable('escalation'), { processId, elementId: 't_any' });
      expect(steps.map(({ levelsUp }) => levelsUp)).toEqual([1, 2, 3]);
    }
  });
});
