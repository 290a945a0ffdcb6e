import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { deployFolder } from '../../engine/commands/deploy-folder.ts';
import { useDatabase } from '../support/database.ts';
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

describe('deployFolder', () => {
  it('deploys every diagram and every form below the folders; a second start changes nothing', async () => {
    // when
    const first = await deployed();
    const second = await deployed();

    // then
    expect(first.processes).toMatchObject([{ processId: 'leave', version: 1, unchanged: false }]);
    expect(first.forms).toMatchObject([{ id: 'leave-ask', version: 1, unchanged: false }]);
    expect(second.processes).toMatchObject([{ version: 1, unchanged: true }]);
    expect(await database.db('process_definition')).toHaveLength(1);
  });
});
