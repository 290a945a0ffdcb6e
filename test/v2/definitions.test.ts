import { describe, expect, it } from 'vitest';
import { decisions, table } from '../support/decisions.ts';
import { now, useEngineApi } from '../support/engine-api.ts';
import { process } from '../support/process.ts';

const api = useEngineApi();

const form = (id: string, label = '事由') => ({
  id,
  type: 'default',
  components: [{ type: 'textfield', key: 'reason', label, validate: { required: true } }],
});
const leave = process('leave', { name: '请假' })
  .start('start', { extensions: '<zeebe:formDefinition formId="leave-form" />' })
  .userTask('approve', { name: '审批' })
  .serviceTask('book', 'book-leave')
  .end();
const days = decisions('days-file').decision(
  'daysOff',
  table({
    inputs: ['years'],
    outputs: ['days'],
    rules: [
      ['< 5', '5'],
      ['>= 5', '10'],
    ],
  }),
  { name: '年假天数' },
);
const files = (...all: [name: string, content: string][]) => ({
  resources: all.map(([name, content]) => new File([content], name)),
});
const deploy = (...all: [name: string, content: string][]) =>
  api.client.createDeployment(files(...all) as never);
const whole = () =>
  deploy(
    ['请假.bpmn', leave.xml()],
    ['days.dmn', days.xml()],
    ['leave.form', JSON.stringify(form('leave-form'))],
  );

describe('a deployment', () => {
  it('takes diagrams, decisions and forms together; what is unchanged keeps its version', async () => {
    // when
    const first = await whole();
    const again = await whole();

    // then
    expect(first.deployments).toMatchObject([
      {
        processDefinition: {
          processDefinitionId: 'leave',
          processDefinitionVersion: 1,
          resourceName: '请假.bpmn',
          tenantId: '<default>',
        },
      },
      {
        decisionDefinition: {
          decisionDefinitionId: 'daysOff',
          version: 1,
          name: '年假天数',
          decisionRequirementsId: 'days-file',
        },
      },
      { decisionRequirements: { decisionRequirementsId: 'days-file', version: 1, resourceName: 'days.dmn' } },
      { form: { formId: 'leave-form', version: 1, resourceName: 'leave.form' } },
    ]);
    expect(again.deployments).toEqual(first.deployments);
    expect(again.deploymentKey).not.toBe(first.deploymentKey);
    // the client sorts them
    expect(first.processes[0]!.processDefinitionKey).toMatch(/^\d+$/);
  });

  it('makes the next version of what has changed', async () => {
    await whole();
    const changed = await deploy(['请假.bpmn', leave.xml().replaceAll('审批', '批准')]);
    expect(changed.deployments).toMatchObject([{ processDefinition: { processDefinitionVersion: 2 } }]);
  });

  it('is refused with the place of every fault, and nothing of it is kept', async () => {
    const bad = process('bad').start().serviceTask('s', 'notifi').end();
    await expect(
      deploy(['good.bpmn', process('good').start().end().xml()], ['bad.bpmn', bad.xml()]),
    ).rejects.toMatchObject({
      status: 400,
      title: 'INVALID_ARGUMENT',
      detail: expect.stringMatching(/bad\.bpmn, element 's'.*notifi/s),
    });
    const { items } = await api.client.searchProcessDefinitions(
      { filter: { processDefinitionId: 'good' } },
      now,
    );
    expect(items).toEqual([]);
  });

  it.each([
    ['a file of another kind', ['x.txt', 'x'], /x\.txt/],
    ['a form without id', ['x.form', '{}'], /x\.form/],
    ['a form that is no JSON', ['x.form', '<'], /x\.form/],
    ['a diagram that is no XML', ['x.bpmn', 'hello'], /x\.bpmn/],
  ])('is refused with %s', async (_, file, words) => {
    await expect(deploy(file as [string, string])).rejects.toMatchObject({
      status: 400,
      detail: expect.stringMatching(words),
    });
  });
});

describe('process definitions', () => {
  it('are found by what they are called, by version and as the newest', async () => {
    await whole();
    await deploy(['请假.bpmn', leave.xml().replaceAll('审批', '核准')]);
    const search = async (filter: object) =>
      (await api.client.searchProcessDefinitions({ filter: filter as never }, now)).items!;
    const own = { processDefinitionId: 'leave' };
    const all = await search(own);
    expect(all.length).toBeGreaterThan(1);
    const newest = Math.max(...all.map(({ version }) => version!));
    expect(await search({ ...own, isLatestVersion: true })).toMatchObject([
      { version: newest, name: '请假', resourceName: '请假.bpmn', hasStartForm: true },
    ]);
    expect(await search({ ...own, version: 1 })).toMatchObject([{ version: 1 }]);
    expect(await search({ name: { $like: '请*' }, version: 1 })).toHaveLength(1);
    expect(await search({ ...own, hasStartForm: false })).toEqual([]);
    expect(await search({ ...own, resourceName: '请假.bpmn', version: 1 })).toHaveLength(1);
  });

  it('are told with their diagram and start form', async () => {
    const { processes } = await whole();
    const { processDefinitionKey } = processes[0]!;
    expect(await api.client.getProcessDefinition({ processDefinitionKey }, now)).toMatchObject({
      processDefinitionId: 'leave',
      hasStartForm: true,
    });
    expect(await api.client.getProcessDefinitionXml({ processDefinitionKey }, now)).toContain('id="approve"');
    expect(await api.client.getStartProcessForm({ processDefinitionKey }, now)).toMatchObject({
      formId: 'leave-form',
      schema: { components: [{ key: 'reason' }] },
    });
  });

  it('without a start form answer that there is none', async () => {
    await api.deploy(process('plain').start().userTask('a').end());
    const { items } = await api.client.searchProcessDefinitions(
      { filter: { processDefinitionId: 'plain' } },
      now,
    );
    const { status } = await api.call(
      'GET',
      `/v2/process-definitions/${items![0]!.processDefinitionKey}/form`,
    );
    expect(status).toBe(204);
  });

  it('count what goes on in them', async () => {
    // given
    await api.deploy(process('counted').start().userTask('a').end());
    const start = () =>
      api.client.createProcessInstance({ processDefinitionId: 'counted', variables: { n: 1 } });
    const { processDefinitionKey, processInstanceKey } = await start();
    await start();
    await api.client.cancelProcessInstance({ processInstanceKey });

    // then
    const count = (filter = {}) =>
      api.client.getProcessDefinitionStatistics({ processDefinitionKey, filter }, now);
    expect((await count()).items).toMatchObject([
      { elementId: 'a', active: 1n, canceled: 1n, completed: 0n, incidents: 0n },
      { elementId: 'start', active: 0n, canceled: 0n, completed: 2n, incidents: 0n },
    ]);
    expect((await count({ state: 'TERMINATED' })).items).toMatchObject([
      { elementId: 'a', active: 0n, canceled: 1n },
      { elementId: 'start', completed: 1n },
    ]);
  });
});

describe('resources', () => {
  it('are told as they were deployed', async () => {
    const { processes, forms, decisionRequirements } = await whole();
    const { processDefinitionKey: resourceKey } = processes[0]!;
    expect(await api.client.getResource({ resourceKey })).toMatchObject({
      resourceId: 'leave',
      resourceName: '请假.bpmn',
    });
    expect(await api.client.getResourceContent({ resourceKey })).toContain('id="approve"');
    expect(
      await api.client.getResourceContent({ resourceKey: decisionRequirements[0]!.decisionRequirementsKey! }),
    ).toBe(days.xml());
    const { body } = await api.call('GET', `/v2/resources/${forms[0]!.formKey}/content`);
    expect(body).toMatchObject({ id: 'leave-form' });
    await expect(api.client.getResource({ resourceKey: '1' })).rejects.toMatchObject({ status: 404 });
  });
});
