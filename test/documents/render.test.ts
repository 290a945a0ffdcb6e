import { describe, expect, it } from 'vitest';
import { renderDocument } from '../../engine/documents/render.ts';

/** What stands on the page, without the layout around it. */
function bodyOf(template: string, data: Parameters<typeof renderDocument>[1]): string {
  const { html } = renderDocument(`<title>文书</title>${template}`, data);
  return /<body>\n(.*)\n<\/body>/s.exec(html)![1]!;
}

describe('a printed paper', () => {
  it('escapes every value, in the text and in the title', () => {
    // when
    const { title, html } = renderDocument('<title>关于{{name}}</title><p>{{name}}</p>', {
      name: '<img src=x onerror=alert(1)>&"\'',
    });

    // then
    expect(html).not.toContain('<img');
    expect(html).toContain('<p>&lt;img src=x onerror=alert(1)&gt;&amp;&quot;&#39;</p>');
    expect(title).toBe('关于<img src=x onerror=alert(1)>&"\'');
  });

  it('does not read values as a template', () => {
    expect(bodyOf('<p>{{a}}</p>', { a: '{{b}}', b: '秘密' })).toBe('<p>{{b}}</p>');
  });

  it('writes dates and money as offices do', () => {
    expect(
      bodyOf('{{d | date}} {{t | datetime}} {{h | datetime}}', {
        d: '2026-11-04',
        t: '2026-11-24T09:30+08:00',
        h: '2026-11-24T15:00+08:00',
      }),
    ).toBe('2026年11月4日 2026年11月24日 09:30 2026年11月24日 15:00');
    expect(bodyOf('{{a | money}} {{b | money}} {{c | money}}', { a: '1800', b: '1234567.8', c: 0 })).toBe(
      '1,800.00 元 1,234,567.80 元 0.00 元',
    );
  });

  it('writes no day as machines do, even where nobody says how', () => {
    const data = {
      d: '2026-12-07',
      t: '2026-11-24T09:30+08:00',
      days: ['2026-01-02', '待定'],
      no: '2026-1-2',
    };
    expect(bodyOf('{{d}} {{t}} {{days}} {{no}}', data)).toBe(
      '2026年12月7日 2026年11月24日 09:30 2026年1月2日、待定 2026-1-2',
    );
  });

  it('keeps cents that floating point would lose', () => {
    expect(bodyOf('{{a | money}}', { a: '9007199254740993.10' })).toBe('9,007,199,254,740,993.10 元');
  });

  it('leaves a blank where a value is missing', () => {
    expect(bodyOf('<p>文号：{{no}}，{{on | date}}{{sum | money}}</p>', {})).toBe('<p>文号：，</p>');
  });

  it('does not print a blank for an expression that cannot be evaluated', () => {
    expect(() => bodyOf('{{a +}}', { a: 1 })).toThrow('a +');
    expect(() => bodyOf('{{#if today() > a}}x{{/if}}', { a: '2026-01-01' })).toThrow('today()');
  });

  it('prints a part under a condition, or what stands for it', () => {
    const template =
      '{{#if kind = "full"}}转正{{else}}{{#if months > 6}}延长{{months}}个月{{else}}取消{{/if}}{{/if}}';
    expect(bodyOf(template, { kind: 'full' })).toBe('转正');
    expect(bodyOf(template, { kind: 'extend', months: 9 })).toBe('延长9个月');
    expect(bodyOf(template, { kind: 'cancel' })).toBe('取消');
  });

  it('repeats a part for every row, which sees the values around it', () => {
    expect(
      bodyOf('{{#each rows}}{{index}}.{{name}}（{{unit}}）{{/each}}', {
        unit: '一支部',
        rows: [{ name: '李' }, { name: '王', unit: '二支部' }],
      }),
    ).toBe('1.李（一支部）2.王（二支部）');
  });

  it('is laid out for A4 with the margins of an official letter', () => {
    const { html } = renderDocument('<title>通知</title><h1>通知</h1>', {});
    expect(html).toContain('@page { size: A4; margin: 37mm 26mm 35mm 28mm; }');
    expect(html).toContain('<html lang="zh-CN">');
  });

  it.each([
    '<p>{{a}}</p>',
    '<title>x</title>{{#if a}}',
    '<title>x</title>{{/each}}',
    '<title>x</title>{{a | euro}}',
  ])('refuses a template that is not well made: %s', (template) => {
    expect(() => renderDocument(template, {})).toThrow(/Expected/);
  });
});
