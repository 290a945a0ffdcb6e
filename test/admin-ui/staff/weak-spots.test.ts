import { describe, expect, it } from 'vitest';
import { weakSpots } from '../../../admin-ui/src/staff/board/weak-spots.ts';
import type { Board } from '../../../engine/http/resources/warnings/schemas.ts';

type Row = Board['rows'][number];
const row = (name: string, onTimePercent: string | null, overdue = 0): Row => ({
  code: '01010000',
  name,
  open: overdue,
  overdue,
  escalated: 0,
  longestDays: overdue * 14,
  onTimePercent,
});

describe('weakSpots', () => {
  it('names the unit that is in time least, also one that has finished nothing yet', () => {
    const rows = [row('甲', '80.0'), row('乙', '0.0', 1), row('丙', null)];
    const totals = { open: 1, overdue: 1, escalatedHere: 0, dueThisWeek: 0, closedThisMonth: 0 };
    const org = { code: '01000000', name: '清河区委' };
    const board: Board = { org, totals, own: row('清河区委', null), rows, whole: row('清河区委', '72.7', 1) };
    expect(weakSpots(board).at(-1)).toBe('按时办理率最低的是乙（0.0%）');
  });
});
