import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { deployFolder } from '../../engine/commands/deploy-folder.ts';
import { createPolicy } from '../../engine/policy/create-policy.ts';
import { useDatabase } from '../support/database.ts';
import { plantDistrict } from '../support/district.ts';
import { process } from '../support/process.ts';
import { createTestServices, type TestServices } from '../support/services.ts';

const database = useDatabase();
let services: TestServices;

beforeAll(async () => {
  services = await createTestServices(database);
  await plantDistrict(database.db);
});

const field = (key: string, more: object = {}) => ({
  type: 'textfield',
  id: `f_${key}`,
  key,
  label: key,
  ...more,
});
const formFile = (id: string, ...components: object[]) =>
  JSON.stringify({ id, type: 'default', components }, null, 2);

function leave(properties: Record<string, string> = {}, condition = '=result = "yes"'): string {
  return process('leave', { properties: { serviceCode: 'LV', ...properties } })
    .start('start', { extensions: '<zeebe:formDefinition formId="leave-ask" />' })
    .userTask('t_decide', {
      name: '审批',
      form: 'leave-decide',
      properties: { returnWith: 'result=supplement' },
    })
    .exclusive('gw')
    .when(condition)
    .serviceTask('s_print', 'print-document', { inputs: { template: 'leave-notice' } })
    .end('end_yes')
    .from('gw')
    .otherwise()
    .end('end_no')
    .xml();
}

/** A service without a fault in a folder of its own, and over it what the test says. */
async function serviceFolder(files: Record<string, string | null> = {}): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'service-'));
  const all: Record<string, string | null> = {
    'processes/leave.bpmn': leave(),
    'forms/leave/ask.form': formFile('leave-ask', field('reason')),
    'forms/leave/decide.form': formFile('leave-decide', field('result')),
    'forms/leave/leave-notice.print.html': '<title>通知</title>\n<p>{{name}}{{reason}}{{date}}</p>',
    'policies/model.conf': await modelConf(),
    'policies/permissions.csv': 'ptype,role,resource,action,reach,note\np,district,case,read,district,',
    'policies/assignments.csv':
      'process,task,unit,condition,avoid,note\nleave,t_decide,branch,,,\n*,*,branch,,,',
    'policies/escalation.csv': 'process,task,afterDays,levelsUp,note\n*,*,3,1,',
    'policies/calendar.csv': 'date,kind,name,status,note',
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    if (text === null) continue;
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  return folder;
}

async function modelConf(): Promise<string> {
  const { readFile } = await import('node:fs/promises');
  return readFile('policies/model.conf', 'utf8');
}

async function start(files: Record<string, string | null>) {
  const folder = await serviceFolder(files);
  const policy = await createPolicy({
    db: database.db,
    clock: services.clock,
    folder: path.join(folder, 'policies'),
  });
  return deployFolder(
    { ...services, policy },
    { processes: path.join(folder, 'processes'), forms: path.join(folder, 'forms'), policies: true },
  );
}

/** What stops the start. */
async function refusal(files: Record<string, string | null>): Promise<string> {
  return start(files).then(
    () => 'it has started',
    (error: Error) => error.message,
  );
}

const assignments = (...lines: string[]) => ['process,task,unit,condition,avoid,note', ...lines].join('\n');

describe('a start from files', () => {
  it('with a sound service says nothing', async () => {
    expect(await start({})).toMatchObject({ processes: [{ processId: 'leave' }], warnings: [] });
  });

  it('with the services as they are delivered says nothing', async () => {
    const folder = { processes: 'processes', forms: 'forms', policies: true } as const;
    expect((await deployFolder(services, folder)).warnings).toEqual([]);
  });

  it.each<[string, Record<string, string | null>, string]>([
    [
      'a doubled sign in a gateway',
      { 'processes/leave.bpmn': leave({}, '=result == "yes"') },
      'processes/leave.bpmn:\\d+ leaveflow3 .*“==”',
    ],
    [
      'a misspelt property',
      { 'processes/leave.bpmn': leave({ singelOpen: 'true' }) },
      'processes/leave.bpmn:4 leave .*singelOpen.*singleOpen',
    ],
    [
      'a milestone that names a missing element',
      { 'processes/leave.bpmn': leave({ milestones: '申请=start;审批=t_decidee' }) },
      'processes/leave.bpmn:4 leave .*t_decidee',
    ],
    [
      'returnWith without =',
      { 'processes/leave.bpmn': leave().replace('result=supplement', 'supplement') },
      'processes/leave.bpmn:\\d+ t_decide .*returnWith',
    ],
    [
      'a form that is not there',
      { 'forms/leave/decide.form': null },
      'processes/leave.bpmn:\\d+ t_decide .*leave-decide',
    ],
    [
      'an unknown component',
      { 'forms/leave/ask.form': formFile('leave-ask', field('reason'), { id: 'f_x', type: 'iframe' }) },
      'forms/leave/ask.form:1\\d f_x .*iframe',
    ],
    [
      'FEEL that cannot be read, inside a form',
      { 'forms/leave/ask.form': formFile('leave-ask', field('reason', { conditional: { hide: '=(a' } })) },
      'forms/leave/ask.form:\\d f_reason .*=\\(a',
    ],
    [
      'a form id that is used twice',
      { 'forms/other/ask.form': formFile('leave-ask', field('other')) },
      'forms/other/ask.form .*leave-ask.*forms/leave/ask.form',
    ],
    [
      'a form that is no JSON',
      { 'forms/leave/ask.form': '{\n  "id": "leave-ask",,\n}' },
      'forms/leave/ask.form:2 .*JSON',
    ],
    ['a form without an id', { 'forms/leave/extra.form': '{}' }, 'forms/leave/extra.form .*编号'],
    [
      'a print template that is not there',
      { 'forms/leave/leave-notice.print.html': null },
      'processes/leave.bpmn:\\d+ s_print .*leave-notice',
    ],
    [
      'a print template that is not well made',
      { 'forms/leave/leave-notice.print.html': '<title>通知</title>\n{{#if reason = "x"}}' },
      'forms/leave/leave-notice.print.html .*\\{\\{/if\\}\\}',
    ],
    [
      'a service code that another file has',
      { 'processes/other.bpmn': leave().replaceAll('leave', 'other').replaceAll('other-', 'leave-') },
      'processes/other.bpmn:4 other .*LV',
    ],
    [
      'a process id that another file has',
      { 'processes/other.bpmn': leave({ serviceCode: 'LW' }) },
      'processes/other.bpmn leave .*processes/leave.bpmn',
    ],
    [
      'a misspelt task in assignments.csv',
      { 'policies/assignments.csv': assignments('leave,t_decide,branch,,,', 'leave,t_dcide,branch,,,') },
      'policies/assignments.csv:3 task .*t_dcide',
    ],
    [
      'a misspelt process in escalation.csv',
      { 'policies/escalation.csv': 'process,task,afterDays,levelsUp,note\nleav,*,3,1,' },
      'policies/escalation.csv:2 process .*leav',
    ],
    [
      'a misspelt unit in assignments.csv',
      { 'policies/assignments.csv': assignments('# 审批', 'leave,t_decide,brnch,,,') },
      'policies/assignments.csv:3 unit .*brnch.*branch 申请人所在支部',
    ],
    [
      'a doubled sign in assignments.csv',
      { 'policies/assignments.csv': assignments('leave,t_decide,branch,result == 1,,') },
      'policies/assignments.csv:2 condition ',
    ],
    [
      'a policy table that is no CSV',
      { 'policies/assignments.csv': assignments('leave,t_decide,"branch,,,') },
      'policies/assignments.csv:\\d .*CSV',
    ],
  ])('is stopped by %s, and says where', async (_what, files, expected) => {
    const message = await refusal(files);
    expect(message).toMatch(new RegExp(expected));
  });

  it('names every mistake at once, warnings behind them', async () => {
    const message = await refusal({
      'processes/leave.bpmn': leave({ singelOpen: 'true', summary: '=resaon' }),
      'forms/leave/ask.form': formFile('leave-ask', { id: 'f_x', type: 'iframe' }, field('reason')),
      'policies/assignments.csv': assignments('leave,t_dcide,branch,,,'),
    });
    expect(
      message.split('\n').map((line) => /^ {2}(\S+) (\S+)|^(.*)$/.exec(line)!.slice(1).join(' ').trim()),
    ).toEqual([
      '服务文件有 3 处错误，改好后再启动：',
      'forms/leave/ask.form:6 f_x',
      'processes/leave.bpmn:4 leave',
      'policies/assignments.csv:2 task',
      '另有 2 处提醒：',
      'processes/leave.bpmn:4 leave',
      expect.stringMatching(/^processes\/leave.bpmn:\d+ t_decide$/),
    ]);
  });

  it('goes on with what is only doubtful, and tells of it', async () => {
    const { warnings } = await start({
      'processes/leave.bpmn': leave({ summary: '=resaon' }),
      'policies/assignments.csv': assignments('leave,*,org:01999999,"rezult = ""x""",,'),
    });
    expect(warnings).toEqual([
      expect.stringMatching(/^processes\/leave.bpmn:4 leave .*“resaon”.*是不是“reason”/),
      expect.stringMatching(/^policies\/assignments.csv:2 unit .*01999999/),
      expect.stringMatching(/^policies\/assignments.csv:2 condition .*是不是“result”/),
    ]);
  });
});
