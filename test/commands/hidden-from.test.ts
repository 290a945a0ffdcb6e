import { beforeAll, describe, expect, it } from 'vitest';
import { completeTask } from '../../engine/commands/complete-task.ts';
import { deploy } from '../../engine/commands/deploy.ts';
import { startCase } from '../../engine/commands/start-case.ts';
import type { JsonObject } from '../../engine/core/keys.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import { useDatabase } from '../support/database.ts';
import { BRANCH, GENERAL, plantDistrict, type District } from '../support/district.ts';
import { openTasks } from '../support/engine-rows.ts';
import { process } from '../support/process.ts';
import { createTestServices, type TestServices } from '../support/services.ts';

// From whom a case is hidden: where that cannot be told, nothing is shown to anybody.

const database = useDatabase();
let services: TestServices;
let people: District;

beforeAll(async () => {
  services = await createTestServices(database);
  people = await plantDistrict(database.db);
  await services.policy.reload();
});

const form = {
  id: 'talk-form',
  schema: {
    id: 'talk-form',
    type: 'default',
    components: [
      { type: 'checkbox', id: 'secret', key: 'secret', label: '请求保密' },
      { type: 'textfield', id: 'topic', key: 'topic', label: '主题' },
    ],
  },
};

let serial = 0;

/** @param hiddenFrom what the drawing says, on line 4 */
async function deployTalk(hiddenFrom: string): Promise<string> {
  const id = `talk_${(serial += 1)}`;
  const drawn = process(id, { name: '约谈', properties: { serviceCode: 'YT', hiddenFrom } })
    .start('start', { extensions: '<zeebe:formDefinition formId="talk-form" />' })
    .userTask('t_more', { name: '补充说明', form: 'talk-form' })
    .userTask('t_end', { name: '答复' })
    .end();
  await deploy(services, systemActor, {
    name: 'test',
    diagrams: [{ name: `${id}.bpmn`, xml: drawn.xml() }],
    forms: [form],
  });
  return id;
}

async function start(hiddenFrom: string, data: JsonObject) {
  const processId = await deployTalk(hiddenFrom);
  return startCase(services, people.member, { processId, data });
}

const hidden = async (number: string) =>
  (await database.db('case_file').where({ number }).first('hidden_from')).hidden_from as string[];

const secretly = '=if secret = true then ["branch", "general"] else []';

describe('hiddenFrom', () => {
  it('hides the case from the units it names, and from none where nothing is said', async () => {
    expect(await hidden((await start(secretly, { secret: true })).caseNumber)).toEqual([BRANCH, GENERAL]);
    expect(await hidden((await start(secretly, { secret: false })).caseNumber)).toEqual([]);
    // an untouched field is empty, not unknown
    expect(await hidden((await start(secretly, { topic: '停车' })).caseNumber)).toEqual([]);
    expect(await hidden((await start('="branch"', {})).caseNumber)).toEqual([BRANCH]);
  });

  it.each([
    ['names a variable that nobody sets', '=if secert = true then ["branch"] else []'],
    ['names a unit there is none of', '=["brnch"]'],
    ['names one that is known only later on', '=["approver"]'],
    ['is no list of units', '=[3]'],
    ['is not about units at all', '=secret = true'],
    ['goes on for ever', '=for i in 1..100000000 return "branch"'],
  ])('that %s keeps the case from being started, in words', async (_, expression) => {
    // given
    const before = await database.db('case_file').count();

    // when
    const attempt = start(expression, { secret: true });

    // then
    await expect(attempt).rejects.toMatchObject({
      code: 'confidentiality_unclear',
      status: 409,
      message: expect.stringContaining('保密'),
    });
    expect(await database.db('case_file').count()).toEqual(before);
  });

  it('that cannot be read is not deployed; the process and its line are said', async () => {
    await expect(deployTalk('=if secret = true then ["branch" else []')).rejects.toMatchObject({
      code: 'invalid_process',
      details: {
        findings: [
          {
            elementId: expect.stringMatching(/^talk_/),
            line: 3,
            severity: 'error',
            message: expect.stringContaining('hiddenFrom'),
          },
        ],
      },
    });
  });

  it('follows what the applicant says later on', async () => {
    // given
    const { caseNumber, instanceKey } = await start(secretly, { secret: false });
    const [task] = await openTasks(services, instanceKey);

    // when
    await database
      .db('task_candidate')
      .insert({ task_key: task!.key, kind: 'member', value: people.member.memberId, reason: 'test' });
    await completeTask(services, people.member, { taskKey: task!.key, data: { secret: true } });

    // then
    expect(await hidden(caseNumber)).toEqual([BRANCH, GENERAL]);
  });
});

it.each(['eligibility', 'caseTitle', 'summary', 'suggestionForm'])(
  'a %s that cannot be read is not deployed either',
  async (property) => {
    const drawn = process('odd', { properties: { serviceCode: 'YT', [property]: '=(1 +' } });
    const attempt = deploy(services, systemActor, {
      name: 'test',
      diagrams: [{ name: 'odd.bpmn', xml: drawn.start().end().xml() }],
      forms: [],
    });
    await expect(attempt).rejects.toMatchObject({
      details: { findings: [{ elementId: 'odd', line: 3, message: expect.stringContaining(property) }] },
    });
  },
);
