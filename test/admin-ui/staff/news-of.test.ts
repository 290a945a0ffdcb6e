import { describe, expect, it } from 'vitest';
import { newsOf } from '../../../admin-ui/src/staff/case/news-of.ts';

type Task = Parameters<typeof newsOf>[0];

const mine: Task = {
  state: 'created',
  suspended: false,
  actions: ['complete', 'delegate', 'release'],
  assignee: 'shuiduxincun',
  claimedByMe: true,
  delegation: null,
};
const free: Task = { ...mine, assignee: null, claimedByMe: false, actions: ['claim', 'complete'] };
const theirs: Task = { ...free, assignee: 'colleague', actions: [] };

describe('The news of an open task', () => {
  it('is that a colleague took it, finished it, or put it back', () => {
    expect(newsOf(free, theirs)).toBe('taken');
    expect(newsOf(free, { ...theirs, state: 'completed' })).toBe('done');
    expect(newsOf(free, { ...theirs, state: 'cancelled' })).toBe('cancelled');
    expect(newsOf(theirs, free)).toBe('freed');
  });

  it('is not that somebody took what was delegated: the delegation has a banner of its own', () => {
    const delegation = {
      unitName: '沈阳路社区党委',
      since: '2026-03-03T01:00:00Z',
      question: '是否领过补助',
    };
    expect(newsOf(mine, { ...mine, actions: ['undelegate'], delegation })).toBe('');
    expect(newsOf(free, { ...theirs, delegation })).toBe('');
    expect(newsOf({ ...mine, actions: ['undelegate'], delegation }, mine)).toBe('');
  });

  it('is not that somebody took what waits for another approver', () => {
    expect(newsOf(mine, { ...mine, actions: ['approvers'] })).toBe('');
    expect(newsOf(free, { ...free, actions: [] })).toBe('');
  });

  it('is not what the banner of a suspended case says', () => {
    expect(newsOf(free, { ...free, suspended: true, actions: [] })).toBe('');
  });

  it('is nothing when nothing of that kind has changed', () => {
    expect(newsOf(free, free)).toBe('');
    expect(newsOf(free, mine)).toBe('');
  });
});
