import { describe, expect, it } from 'vitest';
import { assignmentWords } from '../../../admin-ui/src/staff/case/assignment-words.ts';

describe('assignmentWords', () => {
  it('says which unit has added an approver, and what stood in the way', () => {
    expect(assignmentWords('added:水渡新村网格支部')).toBe('由水渡新村网格支部加签');
    expect(assignmentWords('added:水渡新村网格支部；没有账号（某支部），由上级办理')).toBe(
      '由水渡新村网格支部加签；没有账号（某支部），由上级办理',
    );
  });
});
