import { beforeAll, describe, expect, it } from 'vitest';
import { deploy } from '../../engine/commands/deploy.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import type { JsonObject } from '../../engine/core/keys.ts';
import { useDatabase } from '../support/database.ts';
import { plantDistrict, type District } from '../support/district.ts';
import { process } from '../support/process.ts';
import { createTestServices, type TestServices } from '../support/services.ts';

const database = useDatabase();
let services: TestServices;
let people: District;

beforeAll(async () => {
  services = await createTestServices(database);
  people = await plantDistrict(database.db);
});

const drawn = (id: string, term = '3WD') =>
  process(id)
    .start()
    .userTask('ask', { form: `${id}-form`, properties: { term } })
    .end();
const form = (id: string, label = '意见'): { id: string; schema: JsonObject } => ({
  id: `${id}-form`,
  schema: { id: `${id}-form`, type: 'default', components: [{ type: 'textfield', key: 'opinion', label }] },
});
const put = (id: string, { term, label }: { term?: string; label?: string } = {}) =>
  deploy(services, systemActor, {
    name: 'test',
    diagrams: [{ name: `${id}.bpmn`, xml: drawn(id, term).xml() }],
    forms: [form(id, label)],
  });

describe('deploy', () => {
  it('makes no new version of what is unchanged', async () => {
    // given
    const first = await put('same');

    // when
    const second = await put('same');

    // then
    expect(first.processes[0]).toMatchObject({ version: 1, unchanged: false });
    expect(second.processes[0]).toEqual({ ...first.processes[0], unchanged: true });
    expect(second.forms[0]).toMatchObject({ version: 1, unchanged: true });
  });

  it('makes the next version of a changed diagram', async () => {
    // given
    await put('changed');

    // then
    expect((await put('changed', { term: '5WD' })).processes[0]).toMatchObject({
      version: 2,
      unchanged: false,
    });
  });

  it('makes the next version of a process whose form has changed, bound to the new form', async () => {
    // given
    await put('form');

    // when
    const { processes, forms } = await put('form', { label: '处理意见' });

    // then
    expect(processes[0]).toMatchObject({ version: 2 });
    expect(forms[0]).toMatchObject({ version: 2 });
    const row = await database.db('process_definition').where({ key: processes[0]!.key }).first();
    expect(row.forms).toEqual({ 'form-form': forms[0]!.key });
  });

  it('does not mind in which order a form writes its properties', async () => {
    // given
    await put('order');
    const { schema } = form('order');
    const reversed = Object.fromEntries(Object.entries(schema).reverse());

    // when
    const { forms } = await deploy(services, systemActor, {
      name: 'test',
      diagrams: [],
      forms: [{ id: 'order-form', schema: reversed }],
    });

    // then
    expect(forms[0]).toMatchObject({ version: 1, unchanged: true });
  });

  it('refuses everything when one diagram has an error, and says which', async () => {
    // when
    const attempt = deploy(services, systemActor, {
      name: 'test',
      diagrams: [
        { name: 'good.bpmn', xml: drawn('good').xml() },
        { name: 'bad.bpmn', xml: process('bad').start().userTask('ask', { form: 'nowhere' }).end().xml() },
      ],
      forms: [form('good')],
    });

    // then
    await expect(attempt).rejects.toMatchObject({
      code: 'invalid_process',
      status: 422,
      message: expect.stringMatching(/^bad\.bpmn:\d+ ask “ask”用的表单“nowhere”不存在/),
      details: {
        findings: [{ diagram: 'bad.bpmn', elementId: 'ask', code: 'form_missing', severity: 'error' }],
      },
    });
    expect(await database.db('process_definition').where({ process_id: 'good' })).toEqual([]);
  });

  it('refuses a service task whose job nobody would do', async () => {
    // when
    const xml = process('idle').start().serviceTask('s', 'dance').end().xml();
    const attempt = deploy(services, systemActor, {
      name: 'test',
      diagrams: [{ name: 'idle.bpmn', xml }],
      forms: [],
    });

    // then
    await expect(attempt).rejects.toMatchObject({
      details: { findings: [{ elementId: 's', code: 'job_type_unknown' }] },
    });
  });

  it('is for designers', async () => {
    await expect(
      deploy(services, people.branch, { name: 'test', diagrams: [], forms: [] }),
    ).rejects.toMatchObject({ status: expect.toSatisfy((status: number) => [403, 404].includes(status)) });
  });

  it('makes one version when two nodes start at once', async () => {
    // when
    const both = await Promise.all([put('race'), put('race')]);

    // then
    expect(both.map(({ processes }) => processes[0]!.version)).toEqual([1, 1]);
    expect(await database.db('process_definition').where({ process_id: 'race' })).toHaveLength(1);
  });
});
