import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { deploy } from '../../engine/commands/deploy.ts';
import { deployFolder } from '../../engine/commands/deploy-folder.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import { useDatabase } from '../support/database.ts';
import { decisions, literal } from '../support/decisions.ts';
import { process } from '../support/process.ts';
import { createTestServices, type TestServices } from '../support/services.ts';

const database = useDatabase();
let services: TestServices;
let folder: string;

beforeAll(async () => {
  services = await createTestServices(database);
  folder = await mkdtemp(path.join(tmpdir(), 'deploy-'));
  await mkdir(path.join(folder, 'processes'));
  await mkdir(path.join(folder, 'forms', 'leave'), { recursive: true });
  await writeFile(
    path.join(folder, 'processes', 'leave.bpmn'),
    process('leave').start().userTask('ask', { form: 'leave-ask' }).end().xml(),
  );
  await writeFile(path.join(folder, 'processes', 'README.md'), 'not a diagram');
  await writeFile(
    path.join(folder, 'forms', 'leave', 'ask.form'),
    JSON.stringify({ id: 'leave-ask', type: 'default', components: [] }),
  );
});

const deployed = () =>
  deployFolder(services, { processes: path.join(folder, 'processes'), forms: path.join(folder, 'forms') });

const versions = () => database.db('process_definition').orderBy('version').pluck('version');

describe('deployFolder', () => {
  it('deploys every diagram with its forms; a second start changes nothing', async () => {
    // when
    const first = await deployed();
    const second = await deployed();

    // then
    expect(first.processes).toMatchObject([{ processId: 'leave', version: 1, unchanged: false }]);
    expect(first.forms).toMatchObject([{ id: 'leave-ask', version: 1, unchanged: false }]);
    expect(second).toEqual({ processes: [], forms: [], decisions: [], kept: [], warnings: first.warnings });
    expect(first.warnings).toEqual([
      'forms/leave/ask.form “ask”的表单：表单还是空的。请从左边拖入要填写的内容。',
      expect.stringMatching(/^processes\/leave\.bpmn:\d+ ask 还没有写“ask”由哪个单位办理/),
    ]);
    expect(await versions()).toEqual([1]);
  });

  it('draws what was not drawn: screens would show an empty sheet', async () => {
    await deployed();
    const { xml } = await database.db('process_definition').where({ process_id: 'leave' }).first('xml');
    for (const id of ['start', 'ask', 'end']) {
      expect(xml).toMatch(new RegExp(`<bpmndi:BPMNShape [^>]*bpmnElement="${id}"`));
    }
  });

  it('takes a changed form as a new version of the process that names it', async () => {
    // given
    await deployed();

    // when
    await writeForm([{ type: 'textfield', key: 'why', label: '原因', id: 'f_why' }]);
    const { processes } = await deployed();

    // then
    expect(processes).toMatchObject([{ processId: 'leave', version: 2 }]);
  });

  it('never undoes at a restart what a designer has deployed in the studio', async () => {
    // given
    const designer = {
      ...systemActor,
      kind: 'account',
      id: 'account:designer',
      roles: ['designer'],
    } as never;
    const theirs = process('leave')
      .start()
      .userTask('ask', { form: 'leave-ask', name: '改过的' })
      .end()
      .xml();
    await deploy(services, designer, {
      name: 'studio',
      diagrams: [{ name: 'leave.bpmn', xml: theirs }],
      forms: [],
    });
    const before = await versions();

    // when
    const restart = await deployed();
    await writeForm([{ type: 'textfield', key: 'other', label: '其他', id: 'f_other' }]);
    const upgrade = await deployed();
    const again = await deployed();

    // then
    expect(restart.kept).toEqual([]);
    expect(upgrade.kept).toEqual(['leave']);
    expect(again.kept).toEqual([]);
    expect(await versions()).toEqual(before);
  });

  it('deploys the decisions beside the diagrams, and leaves alone what a designer has deployed', async () => {
    // given
    const file = (text: string) => decisions('days').decision('leaveDays', literal(text)).xml();
    const write = (text: string) => writeFile(path.join(folder, 'processes', 'days.dmn'), file(text));
    const designer = {
      ...systemActor,
      kind: 'account',
      id: 'account:designer',
      roles: ['designer'],
    } as never;

    // when
    await write('5');
    const first = await deployed();
    const restart = await deployed();
    await write('10');
    const upgrade = await deployed();
    await deploy(services, designer, {
      name: 'studio',
      diagrams: [],
      forms: [],
      decisions: [{ name: 'days.dmn', xml: file('12') }],
    });
    await write('15');
    const overruled = await deployed();

    // then
    expect(first.decisions).toMatchObject([{ decisionId: 'leaveDays', version: 1, unchanged: false }]);
    expect(restart.decisions).toEqual([]);
    expect(upgrade.decisions).toMatchObject([{ version: 2 }]);
    expect(overruled).toMatchObject({ decisions: [], kept: ['leaveDays'] });
    expect(await database.db('decision_definition').max('version as newest').first()).toEqual({ newest: 3 });
  });

  it('does not start on decisions that cannot be made', async () => {
    const broken = decisions('broken').decision('d', literal('1 +')).xml();
    await writeFile(path.join(folder, 'processes', 'broken.dmn'), broken);
    await expect(deployed()).rejects.toMatchObject({
      code: 'invalid_process',
      message: expect.stringMatching(/processes\/broken\.dmn:\d+ d /),
      details: {
        findings: expect.arrayContaining([
          expect.objectContaining({ file: 'processes/broken.dmn', code: 'expression_unreadable' }),
        ]),
      },
    });
  });
});

function writeForm(components: unknown[]): Promise<void> {
  return writeFile(
    path.join(folder, 'forms', 'leave', 'ask.form'),
    JSON.stringify({ id: 'leave-ask', type: 'default', components }),
  );
}
