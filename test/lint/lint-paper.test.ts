import { expect, test } from 'vitest';
import { lintPaper } from '../../engine/lint/lint-paper.ts';

const title = '<title>通知</title>\n';

test('a sound template leaves nothing to say', () => {
  const text = `${title}{{#if a = "x"}}{{moneyText(b)}}{{else}}{{c | date}}{{/if}}{{#each rows}}{{d}}{{/each}}`;
  expect(lintPaper('notice', text)).toEqual([]);
});

test.each([
  ['paper_title', null, '<p>{{a}}</p>', '<title>'],
  ['paper_unreadable', null, `${title}{{#if a}}`, '{{/if}}'],
  ['paper_unreadable', 2, `${title}{{/each}}`, '{{#each'],
  ['paper_unreadable', 3, `${title}<p>\n{{a | euro}}</p>`, 'money'],
  ['paper_unreadable', 2, `${title}{{else}}`, '{{else}}'],
  ['expression_unreadable', 2, `${title}{{a +}}`, 'a +'],
  ['operator_doubled', 3, `${title}\n{{#if a == "x"}}{{/if}}`, '=='],
  ['function_unknown', 2, `${title}{{monyText(a)}}`, '“moneyText”'],
])('%s stands at line %s', (code, line, text, words) => {
  const findings = lintPaper('notice', text);
  expect(findings).toMatchObject([{ code, line, severity: 'error', paper: 'notice' }]);
  expect(findings[0]!.message).toContain(words);
});
