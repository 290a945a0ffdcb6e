import { describe, expect, it, test } from 'vitest';
import { readDmn } from '../../engine/dmn/read.ts';
import {
  boxedFunction,
  context,
  decisions,
  invocation,
  literal,
  table,
  type DecisionsBuilder,
} from '../support/decisions.ts';

async function errors(drawing: DecisionsBuilder | string) {
  const { requirements, findings } = await readDmn(typeof drawing === 'string' ? drawing : drawing.xml());
  const found = findings.filter(({ severity }) => severity === 'error');
  if (found.length > 0) expect(requirements).toBeNull();
  return found;
}

async function warnings(drawing: DecisionsBuilder) {
  const { requirements, findings } = await readDmn(drawing.xml());
  expect(requirements).not.toBeNull();
  return findings;
}

const lineOf = (xml: string, text: string) => xml.split('\n').findIndex((line) => line.includes(text)) + 1;
const small = { inputs: ['x'], outputs: ['y'], rules: [['1', '2']] };

test('a file becomes plain data', async () => {
  // when
  const requirements = await decisions('aid')
    .input('income')
    .knowledge('k', 'half', ['n: number'], literal('n / 2'))
    .decision('base', literal('=half(income)'), { name: '基数', knows: ['k'] })
    .decision('level', table({ ...small, hitPolicy: 'FIRST' }), {
      variable: '档次',
      type: 'string',
      versionTag: '2026',
      requires: ['base'],
    })
    .read();

  // then
  expect(requirements).toMatchObject({
    id: 'aid',
    decisions: {
      base: { resultNames: ['base', '基数'], knowledge: ['k'], logic: { text: '(half)(income)' } },
      level: {
        name: 'level',
        versionTag: '2026',
        resultNames: ['档次'],
        resultType: 'string',
        requires: ['base'],
        logic: { kind: 'decisionTable', hitPolicy: 'FIRST', aggregation: null },
      },
    },
    knowledge: { k: { name: 'half', parameters: [{ name: 'n', type: 'number' }] } },
  });
  expect(JSON.parse(JSON.stringify(requirements))).toEqual(requirements);
});

test('what modelers write besides is passed over', async () => {
  const drawn = decisions(
    'f',
    `xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/" xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/"
     xmlns:modeler="http://camunda.org/schema/modeler/1.0" xmlns:camunda="http://camunda.org/schema/1.0/dmn"
     xmlns:biodi="http://bpmn.io/schema/dmn/biodi/2.0" exporter="Camunda Modeler" exporterVersion="5"
     modeler:executionPlatform="Camunda Cloud" modeler:executionPlatformVersion="8.6.0"`,
  )
    .decision('d', table(small).replace('<rule id="r1">', '<rule id="r1"><description>why</description>'))
    .raw('<knowledgeSource id="s" name="文件" />')
    .raw('<textAnnotation id="t"><text>note</text></textAnnotation>')
    .raw('<itemDefinition id="type" name="tLevel"><typeRef>string</typeRef></itemDefinition>')
    .raw(
      `<dmndi:DMNDI><dmndi:DMNDiagram><dmndi:DMNShape id="shape" dmnElementRef="d"><dc:Bounds height="80" width="180" x="1" y="1" />
       </dmndi:DMNShape></dmndi:DMNDiagram></dmndi:DMNDI>`,
    );
  expect(await readDmn(drawn.xml())).toMatchObject({ findings: [], requirements: { id: 'f' } });
});

describe('a faulty cell is told by its line and what to do', () => {
  const drawn = decisions('f').decision(
    'd',
    table({
      inputs: ['x', 'y +'],
      outputs: ['z', { name: 'w', values: '"a" "b"', otherwise: '1 +' }],
      rules: [
        ['< 5', '-', '"a"', '1'],
        ['< < 5', '"b', '"a', ''],
      ],
    }),
  );

  it('in Chinese', async () => {
    const found = await errors(drawn);
    const xml = drawn.xml();
    expect([...new Set(found.map(({ code }) => code))]).toEqual(['expression_unreadable']);
    expect(found.find(({ elementId }) => elementId === 'r2c1')).toEqual({
      elementId: 'r2c1',
      line: lineOf(xml, 'r2c1'),
      severity: 'error',
      code: 'expression_unreadable',
      message: '第 2 条规则“x”一格“< < 5”读不懂。请检查括号、引号和运算符，文字要加英文双引号。',
      messageEn: expect.stringContaining("Expected '< < 5' to be FEEL"),
    });
    expect(found.map(({ elementId }) => elementId).sort()).toEqual([
      'i1',
      'o1',
      'o1',
      'r2c1',
      'r2c2',
      'r2c3',
    ]);
    expect(lineOf(xml, 'r2c1')).toBeGreaterThan(lineOf(xml, 'r1c1'));
  });

  it('also where the cell has no id of its own', async () => {
    const xml = drawn.xml().replace(' id="r2c1"', '');
    expect(await errors(xml)).toContainEqual(
      expect.objectContaining({ elementId: 'r2', line: lineOf(xml, '<rule id="r2">') }),
    );
  });
});

describe('a table is refused', () => {
  const refused = async (options: Parameters<typeof table>[0]) =>
    (await errors(decisions('f').decision('d', table(options)))).map(({ code, elementId }) => [
      code,
      elementId,
    ]);

  it.each([
    ['with a hit policy nobody knows', { ...small, hitPolicy: 'LAST' }, ['unsupported_element', 'table']],
    ['with a rule that lacks a cell', { ...small, rules: [['1', '2'], ['1']] }, ['rule_cells', 'r2']],
    ['without an output', { ...small, outputs: [], rules: [['1']] }, ['output_missing', 'table']],
    [
      'with two outputs of one name',
      { ...small, outputs: ['y', 'y'], rules: [['1', '2', '3']] },
      ['output_name', 'table'],
    ],
    [
      'with two outputs to be summed up',
      { ...small, hitPolicy: 'COLLECT', aggregation: 'SUM', outputs: ['y', 'z'], rules: [['1', '2', '3']] },
      ['aggregation_outputs', 'table'],
    ],
    [
      'that orders by values it does not list',
      { ...small, hitPolicy: 'PRIORITY' },
      ['output_values_missing', 'table'],
    ],
    [
      'that orders by values it does not list',
      { ...small, hitPolicy: 'OUTPUT ORDER' },
      ['output_values_missing', 'table'],
    ],
    ['with an input that asks nothing', { ...small, inputs: [''] }, ['expression_unreadable', 'i0']],
  ])('%s', async (_, options, expected) => {
    expect(await refused(options)).toEqual([expected]);
  });
});

describe('what cannot be executed is refused by name', () => {
  const around = (logic: string) => decisions('f').decision('d', logic);

  it.each([
    [
      'another expression language',
      around(literal('x', 'id="l" expressionLanguage="juel"')),
      'l',
      '表达式语言“juel”',
    ],
    [
      'imported values',
      around(
        '<literalExpression id="l"><text>1</text><importedValues importType="x"><importedElement>y</importedElement></importedValues></literalExpression>',
      ),
      'l',
      '引入的取值',
    ],
    [
      'Java functions',
      around(context(['f', boxedFunction([], literal('1'), 'id="fn" kind="Java"')])),
      'fn',
      'Java 函数',
    ],
    [
      'decision services',
      around(literal('1')).raw(
        '<decisionService id="s" name="s"><outputDecision href="#d" /></decisionService>',
      ),
      's',
      '决策服务',
    ],
    [
      'imports',
      decisions('f')
        .raw('<import id="m" name="other" namespace="n" importType="t" />')
        .decision('d', literal('1')),
      'm',
      '引入其他文件',
    ],
  ])('%s', async (_, drawn, elementId, name) => {
    const line = lineOf(drawn.xml(), `id="${elementId}"`);
    expect(await errors(drawn)).toMatchObject([
      {
        elementId,
        line,
        code: 'unsupported_element',
        message: expect.stringMatching(new RegExp(`^暂不支持“${name}.*第 ${line} 行`)),
        messageEn: expect.stringContaining(`on line ${line}`),
      },
    ]);
  });

  it('FEEL under its own name is no other language', async () => {
    const drawn = decisions('f', 'expressionLanguage="https://www.omg.org/spec/DMN/20191111/FEEL/"')
      .decision('d', literal('1', 'expressionLanguage="feel"'))
      .decision('e', table(small));
    expect(await errors(drawn)).toEqual([]);
  });
});

describe('a decision must be complete', () => {
  it.each([
    ['no logic', decisions('f').decision('d', ''), 'logic_missing', 'd'],
    [
      'an empty expression',
      decisions('f').decision('d', literal('', 'id="l"')),
      'expression_unreadable',
      'l',
    ],
    [
      'a model without logic',
      decisions('f').decision('d', literal('1')).raw('<businessKnowledgeModel id="k" name="k" />'),
      'logic_missing',
      'k',
    ],
    [
      'a context entry without a name',
      decisions('f').decision('d', context([null, literal('1')], ['a', literal('1')])),
      'entry_name_missing',
      'd',
    ],
    ['a call of nothing', decisions('f').decision('d', invocation('nobody', {})), 'function_unknown', 'd'],
    ['no decision at all', decisions('f').input('x'), 'no_decision', 'f'],
    [
      'no id',
      decisions('f')
        .decision('d', literal('1'))
        .raw('<decision name="x"><literalExpression><text>1</text></literalExpression></decision>'),
      'id_missing',
      'f',
    ],
    [
      'a relation with a short row',
      decisions('f').decision(
        'd',
        '<relation id="r"><column name="a" /><column name="b" /><row id="row"><literalExpression><text>1</text></literalExpression></row></relation>',
      ),
      'row_cells',
      'row',
    ],
  ])('%s', async (_, drawn, code, elementId) => {
    expect(await errors(drawn)).toMatchObject([{ code, elementId, line: expect.any(Number) }]);
  });
});

describe('requirements', () => {
  it('must exist, in this file', async () => {
    const drawn = decisions('f')
      .decision('d', literal('1'), { requires: ['gone', 'constructor'], knows: ['lost'] })
      .decision('e', literal('1'), { requires: ['d'] });
    expect(await errors(drawn)).toMatchObject([
      { code: 'dangling_reference', elementId: 'd', message: expect.stringContaining('“gone”') },
      { code: 'dangling_reference', message: expect.stringContaining('“constructor”') },
      { code: 'dangling_reference', message: expect.stringContaining('“lost”') },
    ]);
  });

  it('must not go in a circle', async () => {
    const drawn = decisions('f')
      .decision('a', literal('1'), { name: '甲', requires: ['b'] })
      .decision('b', literal('1'), { name: '乙', requires: ['c'] })
      .decision('c', literal('1'), { name: '丙', requires: ['b'] });
    expect(await errors(drawn)).toMatchObject([
      {
        code: 'circular_requirement',
        elementId: 'b',
        line: lineOf(drawn.xml(), 'id="b"'),
        message: '决策互相需要，绕成了一圈：“乙” → “丙” → “乙”。请删去其中一条连线。',
        messageEn: 'Expected requirements without circles, but got b → c → b.',
      },
    ]);
  });

  it('must not go in a circle among business knowledge models', async () => {
    const drawn = decisions('f')
      .knowledge('k', 'k', [], literal('k()'), ['k'])
      .decision('d', literal('k()'), { knows: ['k'] });
    expect(await errors(drawn)).toMatchObject([{ code: 'circular_requirement', elementId: 'k' }]);
  });

  it('must not be longer than anybody can follow', async () => {
    const drawn = decisions('f');
    for (let at = 0; at <= 3000; at++) {
      drawn.decision(`d${at}`, literal('1'), { requires: at < 3000 ? [`d${at + 1}`] : [] });
    }
    expect((await errors(drawn))[0]).toMatchObject({ code: 'chain_too_long', elementId: 'd100' });
  });

  it('must have results of different names', async () => {
    const drawn = decisions('f')
      .decision('a', literal('1'), { variable: 'x' })
      .decision('b', literal('1'), { variable: 'x' })
      .decision('d', literal('x'), { requires: ['a', 'b'] });
    expect(await errors(drawn)).toMatchObject([{ code: 'result_name_twice', elementId: 'd' }]);
  });
});

describe('the file itself', () => {
  const xml = decisions('f').decision('d', literal('1')).xml();

  it.each([
    [
      'a document type',
      xml.replace('<definitions', '<!DOCTYPE x [<!ENTITY a "b">]>\n<definitions'),
      'doctype',
      2,
    ],
    ['no XML', 'hello https://www.omg.org/spec/DMN/20191111/MODEL/', 'xml_unreadable', null],
    ['another version of DMN', xml.replace('20191111', '20151101'), 'dmn_version', null],
    [
      'BPMN',
      '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" />',
      'dmn_version',
      null,
    ],
    ['unknown content', xml.replace('<decision id="d"', '<magic />\n<decision id="d"'), 'unknown_content', 3],
    [
      'an id twice',
      xml.replace('</definitions>', '<inputData id="d" name="x" />\n</definitions>'),
      'duplicate_id',
      4,
    ],
  ])('%s', async (_, text, code, line) => {
    const [first] = await errors(text);
    expect(first).toMatchObject({ code, line });
  });

  it('too many elements', async () => {
    const rules = Array.from({ length: 5000 }, (_, at) => [`${at}`, `${at}`]);
    const [first] = await errors(decisions('f').decision('d', table({ ...small, rules })));
    expect(first).toMatchObject({ code: 'too_large', message: expect.stringContaining('决策') });
  });
});

describe('what will hardly be meant is told, and runs', () => {
  it.each([
    ['a table without rules', { ...small, rules: [] }, [{ code: 'rules_missing', elementId: 'table' }]],
    [
      'FIRST with rules behind one for everything',
      {
        ...small,
        hitPolicy: 'FIRST',
        rules: [
          ['-', '1'],
          ['2', '2'],
        ],
      },
      [{ code: 'rules_unreachable', elementId: 'r1' }],
    ],
    [
      'UNIQUE with a rule for everything beside others',
      {
        ...small,
        rules: [
          ['2', '2'],
          ['', '1'],
        ],
      },
      [{ code: 'rules_overlap', elementId: 'r2' }],
    ],
    [
      'FIRST with a last rule for everything',
      {
        ...small,
        hitPolicy: 'FIRST',
        rules: [
          ['2', '2'],
          ['', '1'],
        ],
      },
      [],
    ],
  ])('%s', async (_, options, expected) => {
    const found = await warnings(decisions('f').decision('d', table(options)));
    expect(found).toMatchObject(expected.map((one) => ({ ...one, severity: 'warning' })));
    expect(found).toHaveLength(expected.length);
  });
});
