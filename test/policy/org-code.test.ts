import { describe, expect, it } from 'vitest';
import { OrgCodes } from '../../engine/policy/org-code.ts';

const codes = new OrgCodes();

describe('Organisation codes', () => {
  it.each([
    ['01000000', 1, '01'],
    ['01020000', 2, '0102'],
    ['01020300', 3, '010203'],
    ['01020304', 4, '01020304'],
    ['01020005', 4, '01020005'],
  ])('%s stands on level %i, its subtree begins with %s', (code, level, prefix) => {
    expect([codes.level(code), codes.prefix(code)]).toEqual([level, prefix]);
  });

  it('name the superiors of a line, nearest first, and leave out the level it lacks', () => {
    expect(codes.lineage('01020304')).toEqual(['01020304', '01020300', '01020000', '01000000']);
    expect(codes.lineage('01020005')).toEqual(['01020005', '01020000', '01000000']);
    expect(codes.superior('01020005', 3)).toBeNull();
    expect(codes.superior('01020304', 2)).toBe('01020000');
    expect(codes.superior('01020000', 2)).toBeNull();
  });

  it('tell what lies within what', () => {
    expect(codes.within('01020304', '01020000')).toBe(true);
    expect(codes.within('01020005', '01020300')).toBe(false);
    expect(codes.within('01020300', '01020300')).toBe(true);
    expect(codes.within('01030000', '01020000')).toBe(false);
  });

  it('number on below a superior, with 00 for a level that is missing', () => {
    expect(codes.child('01000000', 2, 7)).toBe('01070000');
    expect(codes.child('01020300', 4, 12)).toBe('01020312');
    expect(codes.child('01020000', 4, 5)).toBe('01020005');
    expect(codes.number('01020005')).toBe(5);
    expect(codes.number('01070000')).toBe(7);
  });

  it('may have more digits a level', () => {
    const wide = new OrgCodes('2-3-3-3');
    expect(wide.length).toBe(11);
    expect(wide.child('01000000000', 2, 120)).toBe('01120000000');
    expect(wide.lineage('01120004007')).toEqual(['01120004007', '01120004000', '01120000000', '01000000000']);
  });
});
