import { expect, test } from 'vitest';
import { isDrawn, withDrawing } from '../../engine/bpmn/lay-out.ts';
import { readBpmn } from '../../engine/bpmn/read.ts';
import { branchesInBranch } from '../support/branches-in-branch.ts';
import { longDiagram } from '../support/large-diagrams.ts';
import { process, type ProcessBuilder } from '../support/process.ts';

const leave = process('leave')
  .start()
  .userTask('ask', { properties: { term: '3WD' } })
  .exclusive('gw')
  .when('=ok = "yes"')
  .end('yes')
  .from('gw')
  .otherwise()
  .to('ask')
  .boundaryTimer('late', 'ask', { duration: '5WD' })
  .end('given_up');

const shapeOf = (xml: string, id: string) => {
  const [, x, y, width, height] = new RegExp(
    `bpmnElement="${id}"[^>]*>\\s*<dc:Bounds x="(\\S+)" y="(\\S+)" width="(\\S+)" height="(\\S+)"`,
  ).exec(xml)!;
  return { x: Number(x), y: Number(y), width: Number(width), height: Number(height) };
};

test('what has no drawing is drawn from left to right, and reads as before', async () => {
  // when
  const xml = leave.xml();
  const drawn = await withDrawing(xml);

  // then
  const { processes, findings } = await readBpmn(drawn);
  expect(findings).toEqual([]);
  expect(processes).toEqual((await readBpmn(xml)).processes);
  expect(drawn.startsWith(xml.slice(0, xml.lastIndexOf('</')).trimEnd())).toBe(true);
  for (const flow of Object.keys(processes[0]!.flows)) {
    expect(drawn).toMatch(new RegExp(`<bpmndi:BPMNEdge [^>]*bpmnElement="${flow}"`));
  }
  const places = ['start', 'ask', 'gw', 'yes'].map((id) => shapeOf(drawn, id).x);
  expect(places).toEqual(places.toSorted((one, other) => one - other));
  expect(new Set(places).size).toBe(places.length);
});

test('names stand where they cover nothing: below events, above gateways, beside boundary events', async () => {
  const drawn = await withDrawing(leave.xml());
  const labelOf = (id: string) => {
    const [, x, y] = new RegExp(
      `bpmnElement="${id}"[^>]*>\\s*<dc:Bounds [^>]*/><bpmndi:BPMNLabel><dc:Bounds x="(\\S+)" y="(\\S+)"`,
    ).exec(drawn)!;
    return { x: Number(x), y: Number(y) };
  };
  expect(labelOf('yes').y).toBeGreaterThan(shapeOf(drawn, 'yes').y + 36);
  expect(labelOf('gw').y + 14).toBeLessThan(shapeOf(drawn, 'gw').y);
  expect(labelOf('late').x).toBeGreaterThanOrEqual(shapeOf(drawn, 'late').x + 36);
});

test('the steps of a sub-process stand inside it', async () => {
  const drawn = await withDrawing(
    process('p')
      .start()
      .sub('sp', (inside) => inside.start('s2').userTask('a').end('e2'))
      .end()
      .xml(),
  );
  const [outer, inner] = [shapeOf(drawn, 'sp'), shapeOf(drawn, 'a')];
  expect(drawn).toMatch(/bpmnElement="sp" isExpanded="true"/);
  expect(inner.x).toBeGreaterThan(outer.x);
  expect(inner.y).toBeGreaterThan(outer.y);
  expect(inner.x + inner.width).toBeLessThan(outer.x + outer.width);
  expect(inner.y + inner.height).toBeLessThan(outer.y + outer.height);
});

test('a drawing that is there is left alone, an empty one is replaced', async () => {
  const drawn = await withDrawing(leave.xml());
  const empty =
    '<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" id="d"><bpmndi:BPMNPlane id="p" bpmnElement="leave" /></bpmndi:BPMNDiagram></bpmn:definitions>';
  expect(await withDrawing(drawn)).toBe(drawn);
  const filled = await withDrawing(leave.xml().replace('</bpmn:definitions>', empty));
  expect(isDrawn(filled)).toBe(true);
  expect(filled.match(/<bpmndi:BPMNDiagram/g)).toHaveLength(1);
});

test.each<[string, string | ProcessBuilder]>([
  ['no XML', 'not a diagram'],
  [
    'a diagram without a process',
    process('p')
      .xml()
      .replace(/<bpmn:process[\s\S]*<\/bpmn:process>/, ''),
  ],
])('%s stays as it is', async (_what, drawing) => {
  const xml = String(drawing);
  expect(await withDrawing(xml)).toBe(xml);
});

test('what the layout would place twice, or call as something else is called, is drawn once and can be read again', async () => {
  const named = process('named').start('a').userTask('a_di').end('BPMNPlane_named');
  for (const drawing of [branchesInBranch(), named]) {
    const drawn = await withDrawing(drawing.xml());
    expect(isDrawn(drawn)).toBe(true);
    const { processes, findings } = await readBpmn(drawn);
    expect(findings).toEqual([]);
    for (const id of Object.keys(processes[0]!.elements).filter((one) => one !== drawing.id))
      expect(drawn.split(` bpmnElement="${id}"`), id).toHaveLength(2);
  }
});

test('what is too large to be laid out stays as it is', async () => {
  const small = longDiagram(900, { drawn: false });
  expect(isDrawn(await withDrawing(small))).toBe(true);
  const large = longDiagram(2_000, { drawn: false });
  expect(await withDrawing(large)).toBe(large);
});

test('thousands of empty drawings are no reason to take long', async () => {
  const empty = '<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"/>';
  const xml = leave.xml().replace('</bpmn:definitions>', `${empty.repeat(1_900)}</bpmn:definitions>`);
  expect(isDrawn(await withDrawing(xml))).toBe(true);
});
