import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { outcomes, serviceProperties } from '../../engine/bpmn/properties.ts';
import { evaluateFeel } from '../../engine/core/feel.ts';
import type { JsonObject } from '../../engine/core/keys.ts';
import { paperVariables, rowVariables } from '../../engine/documents/paper-variables.ts';
import { renderDocument } from '../../engine/documents/render.ts';
import { applicantVariables, caseVariables } from '../../engine/forms/case-variables.ts';
import { fieldProperties } from '../../engine/forms/field-properties.ts';
import { cellWords } from '../../engine/policy/file-words.ts';
import { unitLabels } from '../../engine/policy/words.ts';

/** The tables of `docs/service-reference.md`, by the names its marks give them, from the sources the engine works with. */
export const serviceTables: Record<string, () => string> = {
  'process properties': () => propertiesOf('process'),
  'task properties': () => propertiesOf('userTask'),
  'end event properties': () => propertiesOf('endEvent'),
  outcomes: () => words(outcomes, ['outcome', 'meaning']),
  'applicant variables': () => words(applicantVariables, ['name', 'meaning']),
  'case variables': () => words(caseVariables, ['name', 'meaning']),
  'field properties': () => words(fieldProperties, ['property', 'what it does']),
  units: () => words(unitLabels, ['unit', 'who that is']),
  'assignments.csv': () => words(cellWords.assignments, ['column', 'how it is written']),
  'escalation.csv': () => words(cellWords.escalation, ['column', 'how it is written']),
  'job types': jobTypes,
  'paper variables': () => words(paperVariables, ['name', 'meaning']),
  'row variables': () => words(rowVariables, ['name', 'meaning']),
  'paper examples': paperExamples,
  'feel functions': feelFunctions,
};

function propertiesOf(type: string): string {
  const rows = serviceProperties[type]!.map(({ key, label, hint }) => [`\`${key}\``, label, hint]);
  return table(['property', 'in the studio', 'what it does'], rows);
}

function words(all: Record<string, string>, head: string[]): string {
  return table(
    head,
    Object.entries(all).map(([word, meaning]) => [`\`${word}\``, meaning]),
  );
}

interface Template {
  id: string;
  name: string;
  description: string;
  properties: {
    label?: string;
    description?: string;
    binding: { type: string; name?: string };
    constraints?: { notEmpty?: boolean };
    choices?: { name: string; value: string }[];
  }[];
}

function jobTypes(): string {
  const folder = path.resolve('processes/templates');
  return readdirSync(folder)
    .toSorted()
    .map((name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Template)
    .map(({ id, name, description, properties }) => {
      const rows = properties
        .filter(({ binding }) => binding.type === 'zeebe:input')
        .map(({ binding, label, description, constraints, choices }) => [
          `\`${binding.name}\``,
          `${label}${constraints?.notEmpty ? '（必填）' : ''}`,
          [description, wordsOf(choices)].filter(Boolean).join(' '),
        ]);
      return `\`${id}\` ${name}：${description}\n\n${table(['input', 'in the studio', 'what it does'], rows)}`;
    })
    .join('\n\n');
}

/** A choice without a value leaves the input out. */
function wordsOf(choices: Template['properties'][number]['choices'] = []): string {
  return choices
    .filter(({ value }) => value !== '')
    .map(({ name, value }) => `\`${value}\` ${name}`)
    .join('、');
}

/** What a template prints is asked of the printer. */
function paperExamples(): string {
  const data: JsonObject = {
    name: '王秀兰',
    day: '2026-12-07',
    time: '2026-12-07T09:30+08:00',
    sum: '1500',
    ways: ['资金', '实物'],
    kind: '咨询',
    people: [
      { who: '李', age: 70 },
      { who: '王', age: 8 },
    ],
  };
  const examples = [
    '{{name}}同志',
    '{{day}}',
    '{{time | datetime}}',
    '{{sum | money}}',
    '{{sum | capital}}',
    '{{ways | list}}',
    '{{#if kind = "咨询"}}5个{{else}}10个{{/if}}工作日',
    '{{#each people}}{{index}}.{{who}}（{{age}}岁）{{/each}}',
    '{{string join(for p in people return p.who, "、")}}',
  ];
  return table(
    ['template', 'on the paper'],
    examples.map((example) => {
      const { html } = renderDocument(`<title>x</title>${example}`, data);
      return [`\`${example}\``, /<body>\n(.*)\n<\/body>/s.exec(html)![1]!];
    }),
  );
}

function feelFunctions(): string {
  const examples = ['moneyText("1500")', 'dateText("2026-12-07")', 'dateText("2026-12-07T09:30+08:00")'];
  return table(
    ['FEEL', 'gives'],
    examples.map((example) => {
      const { value } = evaluateFeel(example, {}) as { value: string };
      return [`\`${example}\``, value];
    }),
  );
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
