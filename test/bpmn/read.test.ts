import { describe, expect, test } from 'vitest';
import { readBpmn } from '../../engine/bpmn/read.ts';
import { elementOf } from '../../engine/core/model.ts';
import { modelOf } from '../support/play.ts';
import { process, type ProcessBuilder } from '../support/process.ts';

async function refusals(drawing: ProcessBuilder | string) {
  const xml = typeof drawing === 'string' ? drawing : drawing.xml();
  const { processes, findings } = await readBpmn(xml);
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) expect(processes).toEqual([]);
  return errors;
}

/** A process with one more element of any kind between its start and its end. */
const around = (type: string, content = '', attributes: Record<string, string> = {}) =>
  process('p').start().node(type, 'x', { content, attributes }).end();

test('a diagram becomes a plain graph', async () => {
  // when
  const model = await modelOf(
    process('p', { name: '转正', properties: { serviceCode: 'RD', icon: '转' } })
      .start('s', { extensions: '<zeebe:formDefinition formId="apply" />' })
      .userTask('a', { form: 'f', properties: { term: '3WD' }, inputs: { x: '= 1' }, outputs: { y: '= x' } })
      .exclusive('gw')
      .when('= y > 1')
      .end('e1', { properties: { outcome: 'done' } })
      .from('gw')
      .otherwise()
      .end('e2')
      .boundaryTimer('late', 'a', { duration: 'P1D', interrupting: false })
      .to('e2'),
  );

  // then
  expect(model).toMatchObject({
    processId: 'p',
    name: '转正',
    properties: { serviceCode: 'RD', icon: '转' },
  });
  expect(elementOf(model, 'p')).toMatchObject({ type: 'process', starts: ['s'], parentId: null });
  expect(elementOf(model, 's')).toMatchObject({ formId: 'apply', events: [] });
  expect(elementOf(model, 'a')).toMatchObject({
    type: 'userTask',
    formId: 'f',
    properties: { term: '3WD' },
    inputs: [{ source: '= 1', target: 'x' }],
    outputs: [{ source: '= x', target: 'y' }],
    boundaries: ['late'],
  });
  expect(elementOf(model, 'gw')).toMatchObject({ outgoing: ['pflow3', 'pflow4'], defaultFlow: 'pflow4' });
  expect(model.flows.pflow3).toMatchObject({ sourceId: 'gw', targetId: 'e1', condition: 'y > 1' });
  expect(elementOf(model, 'late')).toMatchObject({
    attachedTo: 'a',
    interrupting: false,
    events: [{ type: 'timer' }],
  });
  expect(elementOf(model, 'e1').properties).toEqual({ outcome: 'done' });
  expect(JSON.parse(JSON.stringify(model))).toEqual(model);
});

test('lanes, annotations and data objects are drawn for people and do not matter', async () => {
  const drawing = process('p')
    .start()
    .userTask('a')
    .end()
    .raw(
      '<bpmn:laneSet id="lanes"><bpmn:lane id="lane" name="支部"><bpmn:flowNodeRef>a</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>',
    )
    .raw('<bpmn:dataObjectReference id="d" dataObjectRef="o" /><bpmn:dataObject id="o" />')
    .raw('<bpmn:textAnnotation id="note"><bpmn:text>说明</bpmn:text></bpmn:textAnnotation>')
    .raw('<bpmn:association id="link" sourceRef="a" targetRef="note" />');
  expect(await refusals(drawing)).toEqual([]);
});

describe('what is not executed is refused by name, with element and line', () => {
  test.each([
    ['错误中间抛出事件', around('intermediateThrowEvent', '<bpmn:errorEventDefinition />')],
    ['升级中间捕获事件', around('intermediateCatchEvent', '<bpmn:escalationEventDefinition />')],
    ['条件开始事件', process('p').start('x', { content: '<bpmn:conditionalEventDefinition />' }).end()],
    [
      '子流程里用来启动的接收任务',
      process('p')
        .start()
        .sub('s', (inside) =>
          inside
            .from(null)
            .receive('x', { message: 'm', key: '=k', attributes: { instantiate: 'true' } })
            .end('e'),
        )
        .end(),
    ],
    ['流程中间的并行事件网关', around('eventBasedGateway', '', { eventGatewayType: 'Parallel' })],
    [
      '非中断的错误边界事件',
      process('p')
        .start()
        .userTask('a')
        .end()
        .node('boundaryEvent', 'x', {
          attributes: { attachedToRef: 'a', cancelActivity: 'false' },
          content: '<bpmn:errorEventDefinition />',
        }),
    ],
  ])('%s', async (name, drawing) => {
    // when
    const findings = await refusals(drawing);

    // then
    const refusal = findings.find(({ code }) => code === 'unsupported_element')!;
    const line =
      drawing
        .xml()
        .split('\n')
        .findIndex((text) => text.includes('id="x"')) + 1;
    expect(refusal).toMatchObject({ elementId: 'x', line, severity: 'error' });
    expect(refusal.message).toContain(`“${name}”`);
    expect(refusal.message).toContain(`第 ${line} 行`);
    expect(refusal.messageEn).toContain("Element 'x'");
  });
});

describe('a drawing that cannot run is refused with the reason', () => {
  test.each([
    ['start_missing', 'p', process('p').raw('<bpmn:userTask id="a" />')],
    ['start_twice', 's2', process('p').start().end().start('s2').end('e2')],
    ['job_type_missing', 'x', around('serviceTask')],
    ['job_type_missing', 'x', around('sendTask')],
    ['message_missing', 'x', around('receiveTask')],
    ['message_missing', 'x', around('intermediateCatchEvent', '<bpmn:messageEventDefinition />')],
    ['correlation_key_missing', 'x', process('p').start().catchMessage('x', { message: 'm' }).end()],
    ['event_definition_missing', 'x', around('intermediateCatchEvent')],
    ['called_process_missing', 'x', around('callActivity')],
    ['script_missing', 'x', around('scriptTask')],
    ['error_code_missing', 'x', process('p').start().end('x', { content: '<bpmn:errorEventDefinition />' })],
    ['expression_unreadable', 'x', process('p').start().script('x', '= 1 +', 'r').end()],
    [
      'expression_unreadable',
      'x',
      process('p')
        .start()
        .userTask('x', { inputs: { a: '= (1' } })
        .end(),
    ],
    [
      'expression_unreadable',
      'pflow2',
      process('p').start().exclusive('g').when('= a >').end('e1').from('g').otherwise().end('e2'),
    ],
    [
      'condition_not_feel',
      'pflow2',
      process('p').start().exclusive('g').when('${a}').end('e1').from('g').otherwise().end('e2'),
    ],
    ['condition_missing', 'g', process('p').start().exclusive('g').end('e1').from('g').when('= a').end('e2')],
    ['timer_unreadable', 'x', process('p').start().catchTimer('x', { duration: '3 days' }).end()],
    ['timer_unreadable', 'x', process('p').start().catchTimer('x', { date: '明天' }).end()],
    ['timer_unreadable', 'x', process('p').start().catchTimer('x', {}).end()],
    ['timer_unreadable', 'x', process('p').start().catchTimer('x', { duration: '= P1D +' }).end()],
    [
      'term_unreadable',
      'x',
      process('p')
        .start()
        .userTask('x', { properties: { term: '三天' } })
        .end(),
    ],
    [
      'mapping_incomplete',
      'x',
      process('p')
        .start()
        .userTask('x', { inputs: { 'a b': '= 1' } })
        .end(),
    ],
    ['collection_missing', 'x', process('p').start().userTask('x', { multi: {} }).end()],
    ['sub_process_start', 'x', around('subProcess', '<bpmn:userTask id="inner" />')],
    ['event_gateway_targets', 'g', process('p').start().eventGateway('g').userTask('a').end()],
    [
      'boundary_host',
      'x',
      process('p')
        .start()
        .catchTimer('c', { duration: 'P1D' })
        .end()
        .boundaryTimer('x', 'c', { duration: 'P1D' }),
    ],
    [
      'dangling_reference',
      'f',
      process('p').start().end().raw('<bpmn:sequenceFlow id="f" sourceRef="start" targetRef="nowhere" />'),
    ],
    ['duplicate_id', 'end', process('p').start().end().raw('\n<bpmn:endEvent id="end" />')],
    [
      'flow_misplaced',
      'f',
      process('p').start().end().raw('<bpmn:sequenceFlow id="f" sourceRef="end" targetRef="start" />'),
    ],
    [
      'flow_misplaced',
      'f',
      process('p')
        .start()
        .sub('sp', (sub) => sub.start('s2').end('e2'))
        .end()
        .raw('<bpmn:sequenceFlow id="f" sourceRef="s2" targetRef="end" />'),
    ],
    [
      'form_key',
      'x',
      process('p').start().userTask('x', { extensions: '<zeebe:formDefinition formKey="k" />' }).end(),
    ],
  ])('%s at %s', async (code, elementId, drawing) => {
    const findings = await refusals(drawing);
    expect(findings).toContainEqual(expect.objectContaining({ code, elementId, severity: 'error' }));
    for (const { message, messageEn } of findings) {
      expect(message).toMatch(/请/);
      expect(messageEn).toMatch(/^[\x20-\x7e\u4e00-\u9fff“”（）]+$/);
    }
  });
});

describe('a file that is no harmless diagram is refused before it is parsed', () => {
  test('DOCTYPE, wherever it hides', async () => {
    const bomb = process('p')
      .start()
      .end()
      .xml()
      .replace('?>\n', '?>\n<!DOCTYPE lolz [<!ENTITY lol "lol">]>\n');
    expect(await refusals(bomb)).toMatchObject([{ code: 'doctype', line: 2 }]);
    expect(await refusals(bomb.replace('<!DOCTYPE', '<!doctype'))).toMatchObject([{ code: 'doctype' }]);
  });

  test('but the word in a comment or a text is only a word', async () => {
    const drawing = process('p').start().end().raw('<!-- <!DOCTYPE x> -->').xml();
    expect(await refusals(drawing)).toEqual([]);
  });

  test.each(['', 'hello', '<a', '<html><body/></html>', '<a "'.repeat(20_000)])(
    'no BPMN: %.20s',
    async (xml) => {
      const started = performance.now();
      expect(await refusals(xml)).toMatchObject([{ code: 'xml_unreadable' }]);
      expect(performance.now() - started).toBeLessThan(3_000);
    },
  );

  test('no executable process', async () => {
    const drawing = process('p').start().end().xml().replace('isExecutable="true"', 'isExecutable="false"');
    expect(await refusals(drawing)).toMatchObject([{ code: 'no_executable_process' }]);
  });
});

test('unknown content is named with its line', async () => {
  const drawing = process('p').start().userTask('a', { extensions: '\n<zeebe:magic />' }).end();
  const line =
    drawing
      .xml()
      .split('\n')
      .findIndex((text) => text.includes('zeebe:magic')) + 1;
  expect(await refusals(drawing)).toMatchObject([{ code: 'unknown_content', line }]);
});

test('extensions of other engines are told, and do not stop the deployment', async () => {
  const xml = process('p')
    .start()
    .userTask('a', { extensions: '<camunda:formData />' })
    .end()
    .xml()
    .replace('<bpmn:definitions', '<bpmn:definitions xmlns:camunda="http://camunda.org/schema/1.0/bpmn"');
  const { processes, findings } = await readBpmn(xml);
  expect(processes).toHaveLength(1);
  expect(findings).toMatchObject([{ code: 'extension_ignored', severity: 'warning', elementId: 'a' }]);
});

test('a collaboration may hold several processes', async () => {
  const [one, other] = [
    process('one').start('s1').end('e1').xml(),
    process('other').start('s2').end('e2').xml(),
  ];
  const second = /<bpmn:process[\s\S]*<\/bpmn:process>/.exec(other)![0].replace(/otherflow/g, 'f');
  const { processes } = await readBpmn(one.replace('</bpmn:definitions>', `${second}</bpmn:definitions>`));
  expect(processes.map(({ processId }) => processId)).toEqual(['one', 'other']);
});

test('a lane says who does the user tasks in it, unless they say it themselves', async () => {
  const lane = (id: string, unit: string | null, ids: string[], inner = '') => {
    const named = unit
      ? `<bpmn:extensionElements><zeebe:properties><zeebe:property name="unit" value="${unit}" /></zeebe:properties></bpmn:extensionElements>`
      : '';
    const refs = ids.map((one) => `<bpmn:flowNodeRef>${one}</bpmn:flowNodeRef>`).join('');
    return `<bpmn:lane id="${id}" name="${id}">${named}${refs}${inner}</bpmn:lane>`;
  };
  const nested = `<bpmn:childLaneSet id="inner">${lane('l3', null, ['c'])}${lane('l4', 'approver', ['d'])}</bpmn:childLaneSet>`;
  const drawing = process('p')
    .raw(
      `<bpmn:laneSet id="ls">${lane('l1', 'branch', ['a', 'b'])}${lane('l2', 'committee', [], nested)}</bpmn:laneSet>`,
    )
    .start()
    .userTask('a')
    .userTask('b', { properties: { unit: 'district' } })
    .userTask('c')
    .userTask('d')
    .end();
  const { processes } = await readBpmn(drawing.xml());
  const units = ['a', 'b', 'c', 'd'].map((id) => elementOf(processes[0]!, id).properties.unit);
  expect(units).toEqual(['branch', 'district', 'committee', 'approver']);
});
