import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { changePolicy } from '../../engine/commands/change-policy.ts';
import { deployFolder } from '../../engine/commands/deploy-folder.ts';
import { startCase } from '../../engine/commands/start-case.ts';
import { usePolicyFile } from '../../engine/commands/use-policy-file.ts';
import { readCsv } from '../../engine/policy/csv.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import { tellOverruledFiles } from '../../engine/registers/policies/overruled-files.ts';
import { useDatabase } from '../support/database.ts';
import { COMMITTEE, DISTRICT, plantDistrict, type District } from '../support/district.ts';
import { openTasks } from '../support/engine-rows.ts';
import { createTestServices, type TestServices } from '../support/services.ts';

const database = useDatabase();
let services: TestServices;
let people: District;

beforeAll(async () => {
  services = await createTestServices(database);
  people = await plantDistrict(database.db);
  await services.policy.reload();
  await deployFolder(services, { processes: 'processes', forms: 'forms' });
});

const opinion = {
  kind: '建议',
  title: '夜间停车',
  content: '建议与周边单位协商错时共享车位。',
};

async function unitsOf(instanceKey: string): Promise<string[]> {
  const [task] = await openTasks(services, instanceKey);
  return task!.units;
}

/** Sends the acceptance of suggestions to the committee instead of the centre: two lines of the file go. */
async function changeInBrowser(): Promise<void> {
  const rows = readCsv(await readFile('policies/assignments.csv', 'utf8')).map(({ cells }) => cells);
  const changed = rows
    .filter(({ process, task }) => !(process === 'opinion' && task === 't_handle'))
    .map((row) =>
      row.process === 'opinion' && row.task === 't_accept' ? { ...row, unit: 'committee' } : row,
    );
  expect(changed).toHaveLength(rows.length - 1);
  await changePolicy(services, people.district, {
    name: 'assignments',
    rows: changed,
    version: 0,
    dryRun: false,
  });
}

describe('A policy table that was changed in the browser', () => {
  it('is told of at the start, with the lines of its file that are not in force, and goes back to the file', async () => {
    // given
    expect(await tellOverruledFiles(services)).toEqual([]);
    const started = await startCase(services, people.member, { processId: 'opinion', data: opinion });
    expect(await unitsOf(started.instanceKey)).toEqual([DISTRICT]);
    await changeInBrowser();
    expect(await unitsOf(started.instanceKey)).toEqual([COMMITTEE]);

    // when
    const told = await tellOverruledFiles(services);

    // then
    expect(told).toEqual([
      'policies/assignments.csv 不起作用：现在用的是在浏览器“职责与权限”里改过的第 1 版（2026年11月24日 清河区委 修改）。' +
        '文件里有 2 行因此没有生效，再改文件也不会生效。要改回用文件：npm run admin -- use-policy-file --table assignments',
    ]);

    // when
    const { moved } = await usePolicyFile(services, systemActor, 'assignments');

    // then
    expect(moved).toMatchObject([{ caseNumber: started.caseNumber, to: ['清河区委'] }]);
    expect(await unitsOf(started.instanceKey)).toEqual([DISTRICT]);
    expect(await tellOverruledFiles(services)).toEqual([]);
    const { detail } = await database
      .db('audit_log')
      .where({ resource: 'policy', resource_id: 'assignments' })
      .orderBy('id', 'desc')
      .first('detail');
    expect(detail).toMatchObject({ version: [1, 0], added: { length: 2 }, removed: { length: 1 } });
  });

  it('that was never changed has nothing to go back from', async () => {
    await expect(usePolicyFile(services, systemActor, 'calendar')).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('calendar.csv 已经在用'),
    });
  });

  it('goes back only for those who may change it', async () => {
    await expect(usePolicyFile(services, people.branch, 'assignments')).rejects.toMatchObject({
      status: expect.toSatisfy((status: number) => [403, 404].includes(status)),
    });
  });
});
