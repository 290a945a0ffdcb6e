import { expect, test } from 'vitest';
import { lintProcess } from '../../engine/bpmn/lint.ts';
import { process, type ProcessBuilder } from '../support/process.ts';

async function lint(drawing: ProcessBuilder, formIds: string[] = ['f']) {
  return lintProcess(drawing.xml(), { formIds });
}

test('a sound drawing leaves nothing to say', async () => {
  const drawing = process('p')
    .start()
    .userTask('a', { form: 'f' })
    .exclusive('gw')
    .when('= ok')
    .end('yes')
    .from('gw')
    .otherwise()
    .end('no');
  expect(await lint(drawing)).toEqual([]);
});

test.each([
  ['form_missing', 'a', 'warning', process('p').start().userTask('a').end()],
  ['form_unknown', 'a', 'error', process('p').start().userTask('a', { form: 'gone' }).end()],
  [
    'form_unknown',
    's',
    'error',
    process('p').start('s', { extensions: '<zeebe:formDefinition formId="gone" />' }).end(),
  ],
  ['name_missing', 'a', 'warning', process('p').start().userTask('a', { form: 'f', name: '' }).end()],
  ['unreachable', 'b', 'warning', process('p').start().end().raw('<bpmn:task id="b" name="b" />')],
  ['dead_end', 'a', 'warning', process('p').start().userTask('a', { form: 'f' })],
  [
    'default_missing',
    'gw',
    'warning',
    process('p').start().exclusive('gw').when('= a').end('e1').from('gw').when('= b').end('e2'),
  ],
  [
    'condition_ignored',
    'gw',
    'warning',
    process('p').start().parallel('gw').when('= a').end('e1').from('gw').end('e2'),
  ],
  ['timer_unreadable', 'c', 'error', process('p').start().catchTimer('c', { duration: '三天' }).end()],
  [
    'term_unreadable',
    'a',
    'error',
    process('p')
      .start()
      .userTask('a', { form: 'f', properties: { term: '3天' } })
      .end(),
  ],
  ['illegal_id', '审批', 'error', process('p').start().raw('<bpmn:task id="审批" />').end()],
  ['duplicate_id', 'end', 'error', process('p').start().end().raw('<bpmn:endEvent id="end" />')],
  [
    'unsupported_element',
    'x',
    'error',
    process('p')
      .start()
      .node('intermediateThrowEvent', 'x', { content: '<bpmn:errorEventDefinition />' })
      .end(),
  ],
])('%s at %s is an %s and says what to do', async (code, elementId, severity, drawing) => {
  const findings = await lint(drawing);
  const found = findings.find((finding) => finding.code === code && finding.elementId === elementId);
  expect(found).toMatchObject({ severity });
  expect(found!.message).toMatch(/请/);
  expect(found!.line).toBeGreaterThan(0);
});

test('elements inside a sub-process are reached through its start', async () => {
  const drawing = process('p')
    .start()
    .sub('sp', (inner) => inner.start('s2').userTask('a', { form: 'f' }).end('e2'))
    .end();
  expect(await lint(drawing)).toEqual([]);
});
