import { describe, expect, it } from 'vitest';
import { readAssignments, readMilestones, readSteps } from '../../engine/bpmn/property-values.ts';

describe('steps', () => {
  it.each(['a,b', 'a, b', 'a，b', 'a;b', 'a；b,'])('are separated as people type it: %s', (text) => {
    expect(readSteps(text)).toEqual(['a', 'b']);
  });

  it('are none where nothing is written', () => {
    expect([readSteps(undefined), readSteps(' ')]).toEqual([[], []]);
  });
});

describe('what a return writes', () => {
  it('is one variable or several', () => {
    expect(readAssignments('acceptResult=supplement')).toEqual({ acceptResult: 'supplement' });
    expect(readAssignments('a = 1；b=2;')).toEqual({ a: '1', b: '2' });
  });

  it.each([undefined, '', 'acceptResult', 'acceptResult=', '=supplement', 'a=1;b', 'a=b=c', 'a b=1'])(
    'is nothing when a part of it cannot be read: %s',
    (text) => {
      expect(readAssignments(text)).toBeNull();
    },
  );
});

describe('milestones', () => {
  it('are names with the steps they are made of', () => {
    expect(readMilestones('申请=start;受理=t_accept,t_supplement；办结=end;')).toEqual({
      milestones: [
        { name: '申请', steps: ['start'] },
        { name: '受理', steps: ['t_accept', 't_supplement'] },
        { name: '办结', steps: ['end'] },
      ],
      unreadable: [],
    });
  });

  it('hand back what cannot be read', () => {
    expect(readMilestones('申请;受理=;=t_a;办理=t_b=t_c;办结=end')).toEqual({
      milestones: [{ name: '办结', steps: ['end'] }],
      unreadable: ['申请', '受理=', '=t_a', '办理=t_b=t_c'],
    });
  });
});
