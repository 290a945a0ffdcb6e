import { describe, expect, test } from 'vitest';
import {
  diagramLimits,
  MOST_EXPRESSION_TEXT,
  MOST_FINDINGS,
  MOST_PROCESSES,
  MOST_REFERENCES,
} from '../../engine/bpmn/limits.ts';
import { lintProcess } from '../../engine/bpmn/lint.ts';
import { readBpmn } from '../../engine/bpmn/read.ts';
import { deepDiagram, longDiagram, smallDiagram } from '../support/large-diagrams.ts';

const many = (count: number, draw: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => draw(index)).join('');

/** A diagram with these extension elements on a task. */
const extended = (inside: string) =>
  smallDiagram(`<bpmn:task id="t"><bpmn:extensionElements>${inside}</bpmn:extensionElements></bpmn:task>`);

describe('a large diagram is read', () => {
  test(`of ${diagramLimits.flowNodes} flow nodes`, async () => {
    const { processes, findings } = await readBpmn(longDiagram(diagramLimits.flowNodes));
    expect(findings).toEqual([]);
    expect(Object.keys(processes[0]!.elements)).toHaveLength(diagramLimits.flowNodes + 1);
    expect(Object.keys(processes[0]!.flows).length).toBeGreaterThan(diagramLimits.flowNodes);
  });

  test('of 200 sub-processes inside each other', async () => {
    const { processes, findings } = await readBpmn(deepDiagram(200));
    expect(findings).toEqual([]);
    expect(processes[0]!.elements.leaf!.parentId).toBe('sub200');
  });

  test('of ten million bytes', async () => {
    const [before, after] = ['<bpmn:documentation>', '</bpmn:documentation>'];
    const rest = Buffer.byteLength(longDiagram(1_000)) + before.length + after.length;
    const text = 'x'.repeat(diagramLimits.bytes - rest);
    const xml = longDiagram(1_000).replace(/(<bpmn:process[^>]*>)/, `$1${before}${text}${after}`);
    expect(Buffer.byteLength(xml)).toBe(diagramLimits.bytes);
    expect(await readBpmn(xml)).toMatchObject({ processes: [{ processId: 'long' }], findings: [] });
  });

  test('as it would be without its drawing, which the parser is not given', async () => {
    expect(await readBpmn(longDiagram(60))).toEqual(await readBpmn(longDiagram(60, { drawn: false })));
  });

  test('and faults behind the drawing stand on the lines they are on', async () => {
    const xml = longDiagram(9).replace('</bpmn:definitions>', '\n<bpmn:magic />\n</bpmn:definitions>');
    const line = xml.split('\n').findIndex((text) => text.includes('magic')) + 1;
    expect((await readBpmn(xml)).findings).toMatchObject([{ code: 'unknown_content', line }]);
  });

  test('an id used again in the drawing is told', async () => {
    const xml = longDiagram(9).replace('id="userTask1_di"', 'id="userTask1"');
    expect((await readBpmn(xml)).findings).toMatchObject([{ code: 'duplicate_id', elementId: 'userTask1' }]);
  });
});

describe('what is beyond a limit is refused, with the limit and what to do', () => {
  const { attributes, bytes, elements, flowNodes, levels, namespaces, siblings } = diagramLimits;
  const text = `="${'a'.repeat(3_000)}"`;

  test.each<[string, number, string]>([
    ['个字节', bytes, 'x'.repeat(bytes + 1)],
    ['个字节', bytes, '说'.repeat(bytes / 3 + 1)],
    ['个任务、事件、网关和子流程', flowNodes, longDiagram(flowNodes + 1)],
    ['个 XML 元素', elements, `<a>${many(20, () => `<b>${'<c/>'.repeat(8_000)}</b>`)}</a>`],
    ['层嵌套', levels, deepDiagram(300)],
    ['层嵌套', levels, extended('<zeebe:x>'.repeat(300) + '</zeebe:x>'.repeat(300))],
    ['层嵌套', levels, '<a>'.repeat(1_000_000)],
    ['个并列的 XML 元素', siblings, extended('<zeebe:x/>'.repeat(siblings + 1))],
    [
      '个属性（一个元素上）',
      attributes,
      smallDiagram('', { attributes: many(900_000, (index) => `a${index}="" `) }),
    ],
    ['处命名空间声明', namespaces, extended(many(namespaces, () => '<x xmlns="urn:x"/>'))],
    [
      '个可执行的流程',
      MOST_PROCESSES,
      smallDiagram('').replace(
        '<bpmn:process',
        `${many(MOST_PROCESSES, (index) => `<bpmn:process id="p${index}" isExecutable="true"/>`)}<bpmn:process`,
      ),
    ],
    [
      '处引用（一个元素上）',
      MOST_REFERENCES,
      smallDiagram('', { attributes: `incoming="${'start '.repeat(900_000)}"` }),
    ],
    [
      '处引用（一个元素上）',
      MOST_REFERENCES,
      smallDiagram(`<bpmn:task id="t">${'<bpmn:incoming>pflow1</bpmn:incoming>'.repeat(19_000)}</bpmn:task>`),
    ],
    [
      '字的表达式、映射和属性（一个流程里合计，循环加倍，每个表达式另加 25）',
      MOST_EXPRESSION_TEXT,
      extended(
        `<zeebe:ioMapping>${many(15_000, (index) => `<zeebe:input source="=${index}" target="t"/>`)}</zeebe:ioMapping>`,
      ),
    ],
    [
      '字的表达式、映射和属性（一个流程里合计，循环加倍，每个表达式另加 25）',
      MOST_EXPRESSION_TEXT,
      extended(
        `<zeebe:ioMapping>${many(140, (index) => `<zeebe:input source='${text}' target="t${index}"/>`)}</zeebe:ioMapping>`,
      ),
    ],
  ])('%s: %d', async (what, most, xml) => {
    const { processes, findings } = await readBpmn(xml);
    expect(processes).toEqual([]);
    const told = new RegExp(`^文件太大：最多 ${most.toLocaleString('en')} ${escape(what)}.*。请.+。$`);
    const toldEn = new RegExp(`^Expected at most ${most.toLocaleString('en')} .+, but there are more\\.$`);
    expect(findings).toEqual([
      expect.objectContaining({
        code: 'too_large',
        severity: 'error',
        message: expect.stringMatching(told),
        messageEn: expect.stringMatching(toldEn),
      }),
    ]);
  });

  function escape(text: string): string {
    return text.replace(/[()]/g, '\\$&');
  }

  test('settings that are called like steps are none', async () => {
    const inside = `<bpmn:userTask id="t%"><bpmn:extensionElements><zeebe:userTask /></bpmn:extensionElements></bpmn:userTask>`;
    const xml = smallDiagram(many(3_000, (index) => inside.replace('%', String(index))));
    const { findings } = await readBpmn(xml);
    expect(findings).toEqual([]);
  });
});

describe('XML that is made to keep the parser busy is answered with what is wrong', () => {
  const entities = `<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "ha">${many(20, (index) => `<!ENTITY a${index} "&a;&a;&a;">`)}]>`;

  test.each<[string, string, string]>([
    ['entities of entities', 'doctype', entities + smallDiagram('').replace(/^.*\n/, '')],
    ['an internal subset that is not closed', 'doctype', '<!DOCTYPE a ['.repeat(100_000)],
    ['tags that are not closed', 'xml_unreadable', '<a "'.repeat(900_000)],
    ['nothing but brackets', 'xml_unreadable', '<'.repeat(9_000_000)],
    ['ends without beginnings', 'xml_unreadable', `<a>${'</a>'.repeat(900_000)}`],
    ['unknown content all over', 'unknown_content', smallDiagram('<bpmn:foo/>'.repeat(19_000))],
    [
      'unknown content on the last of millions of lines',
      'unknown_content',
      smallDiagram(`<!--${'x\n'.repeat(4_000_000)}-->${'<bpmn:foo/>'.repeat(9_000)}`),
    ],
    ['attributes without values', 'unknown_content', smallDiagram('', { attributes: 'a '.repeat(900_000) })],
    ['one id all over', 'duplicate_id', smallDiagram('<bpmn:task id="same"/>'.repeat(4_900))],
  ])('%s', async (_, code, xml) => {
    const { processes, findings } = await readBpmn(xml);
    expect(processes).toEqual([]);
    expect(findings[0]).toMatchObject({ code, severity: 'error' });
    expect(findings.length).toBeLessThanOrEqual(101);
    for (const { message } of findings) expect(message.length).toBeLessThan(400);
  });
});

test('of thousands of findings the first are told, and that there are more', async () => {
  const alone = smallDiagram(many(4_000, (index) => `<bpmn:userTask id="t${index}" />`));
  const findings = await lintProcess(alone, { formIds: [] });
  expect(findings).toHaveLength(MOST_FINDINGS + 1);
  expect(findings.at(-1)).toMatchObject({ code: 'more_findings', severity: 'warning' });

  const broken = smallDiagram(many(4_000, (index) => `<bpmn:callChoreography id="t${index}" />`));
  const { findings: errors, processes } = await readBpmn(broken);
  expect(processes).toEqual([]);
  expect(errors).toHaveLength(MOST_FINDINGS + 1);
});
