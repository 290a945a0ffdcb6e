import { describe, expect, it } from 'vitest';
import { isFeelFunction, readUse } from '../../engine/lint/feel-use.ts';

describe('what an expression asks for', () => {
  it.each([
    ['=a = "a b" and c != null', ['a', 'c']],
    ['member.memberNo', ['member']],
    ['for x in list, y in x.parts return x.n + y + z', ['list', 'z']],
    ['some x in list satisfies x = wanted', ['list', 'wanted']],
    ['count(list[ready = true])', ['list']],
    ['{a: 1, b: a, c: other}', ['other']],
    ['contains(string: title, match: word)', ['title', 'word']],
    ['sort(list, function(x, y) x.n < y.n)', ['list']],
    ['x instance of number', ['x']],
    ['申请结果 = "同意"', ['申请结果']],
  ])('%s: the names %s', (expression, names) => {
    expect(readUse(expression).names).toEqual(names);
  });

  it('is which members it reads', () => {
    expect(readUse('member.memberKind = "正式" and meeting.votes > 3').paths).toEqual([
      'member.memberKind',
      'meeting.votes',
    ]);
  });

  it.each([
    ['a == "x"', ['==']],
    ['a => 3', ['=>']],
    ['a <> 3', ['<>']],
    ['a = "=="', []],
    ['a >= 3 and b != 2', []],
  ])('%s: the doubled signs %s', (expression, doubled) => {
    expect(readUse(expression).doubled).toEqual(doubled);
  });

  it('is which functions it calls, ours among them', () => {
    const { functions } = readUse('lenght(a) > string length(b) + count(moneyText(c))');
    expect(functions).toEqual(['lenght', 'string length', 'count', 'moneyText']);
    expect(functions.filter((name) => !isFeelFunction(name))).toEqual(['lenght']);
  });
});
