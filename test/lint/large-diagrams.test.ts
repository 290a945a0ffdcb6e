import { expect, test } from 'vitest';
import { diagramLimits, MOST_FINDINGS } from '../../engine/bpmn/limits.ts';
import { lintService } from '../../engine/lint/lint-service.ts';
import { deepDiagram, longDiagram } from '../support/large-diagrams.ts';
import { surroundings } from '../support/surroundings.ts';

const lint = async (xml: string) => (await lintService(xml, surroundings({}))).findings;

test('a diagram of as many steps as may be is linted like a short one', async () => {
  const codes = async (steps: number) => {
    const findings = await lint(longDiagram(steps));
    return [...new Set(findings.map(({ code }) => code))].filter((code) => code !== 'more_findings').sort();
  };
  expect(await codes(diagramLimits.flowNodes)).toEqual(await codes(30));
});

test('of thousands of findings the first errors and the first warnings are told', async () => {
  const findings = await lint(longDiagram(diagramLimits.flowNodes));
  for (const severity of ['error', 'warning']) {
    const told = findings.filter((one) => one.severity === severity);
    expect(told).toHaveLength(MOST_FINDINGS + 1);
    expect(told.at(-1)).toMatchObject({ code: 'more_findings', elementId: null });
  }
});

test('each return that nothing reads is told, those that something reads are not', async () => {
  const returning = (value: string) =>
    longDiagram(300).replaceAll('name="unit" value="branch"', `name="returnWith" value="${value}"`);
  const unread = (findings: { code: string }[]) => findings.filter(({ code }) => code === 'return_unread');
  expect(unread(await lint(returning('nobody=1')))).toHaveLength(100);
  expect(unread(await lint(returning('result3=1')))).toEqual([]);
});

test('sub-processes inside each other as deep as may be are linted', async () => {
  const findings = await lint(deepDiagram(200));
  expect(findings.map(({ elementId }) => elementId)).toEqual(['leaf', 'leaf']);
});
