import { beforeAll, describe, expect, it } from 'vitest';
import { deploy } from '../../engine/commands/deploy.ts';
import { retryIncident } from '../../engine/commands/retry-incident.ts';
import { startProcess } from '../../engine/commands/start-process.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import { useDatabase } from '../support/database.ts';
import { decisions, literal } from '../support/decisions.ts';
import { process } from '../support/process.ts';
import { createTestServices, type TestServices } from '../support/services.ts';

const database = useDatabase();
let services: TestServices;

type Binding = 'latest' | 'deployment' | 'versionTag';
const bindings: Binding[] = ['latest', 'deployment', 'versionTag'];

const tag = (version: number) => `<zeebe:versionTag value="v${version}" />`;
const bound = (binding: Binding) =>
  `bindingType="${binding}" ${binding === 'versionTag' ? 'versionTag="v1"' : ''}`;

/** A process that says which version it is, a decision that does, and callers of both for each binding. */
const put = (version: number, withCallers: boolean) =>
  deploy(services, systemActor, {
    name: `test ${version}`,
    diagrams: [
      process('called', { extensions: tag(version) })
        .start()
        .script('s', `= ${version}`, 'answer')
        .end(),
      ...(withCallers ? bindings.flatMap((binding) => [caller(binding), asker(binding)]) : []),
    ].map((one) => ({ name: one.id, xml: one.xml() })),
    forms: [],
    decisions: [
      {
        name: 'which.dmn',
        xml: decisions('which')
          .decision('whichOne', literal(String(version)), { versionTag: `v${version}` })
          .xml(),
      },
    ],
  });

const caller = (binding: Binding) =>
  process(`calls-${binding}`)
    .start()
    .call('c', 'called', { called: bound(binding) })
    .end();
const asker = (binding: Binding) =>
  process(`asks-${binding}`)
    .start()
    .node('businessRuleTask', 'rule', {
      extensions: `<zeebe:calledDecision decisionId="whichOne" resultVariable="answer" ${bound(binding)} />`,
    })
    .end();

async function answerOf(processId: string): Promise<unknown> {
  const { instanceKey } = await startProcess(services, systemActor, { processId, variables: {} });
  const row = await database
    .db('history_event')
    .where({ instance_key: instanceKey, type: 'instanceCompleted' })
    .first();
  expect(row, `${processId} ends`).toBeDefined();
  const made = await database.db('decision_evaluation').where({ instance_key: instanceKey }).first();
  const called = await database.db('process_instance').where({ parent_key: instanceKey }).first();
  return made ? made.result : called.version;
}

beforeAll(async () => {
  services = await createTestServices(database);
  await put(1, true);
  await put(2, false);
});

describe('what a process calls', () => {
  it.each([
    ['latest', 2],
    ['deployment', 1],
    ['versionTag', 1],
  ] as const)('bound by %s, is version %i', async (binding, version) => {
    expect(await answerOf(`calls-${binding}`)).toBe(version);
    expect(await answerOf(`asks-${binding}`)).toBe(version);
  });

  it('by deployment and changes makes a new version of who calls it, and of no other', async () => {
    // when
    const { processes } = await put(3, true);
    const again = await put(3, true);

    // then
    const changed = processes.filter(({ unchanged }) => !unchanged).map(({ processId }) => processId);
    expect(changed.sort()).toEqual(['asks-deployment', 'called', 'calls-deployment']);
    expect(again.processes.every(({ unchanged }) => unchanged)).toBe(true);
    expect(await answerOf('calls-deployment')).toBe(3);
    expect(await answerOf('asks-deployment')).toBe(3);
  });

  it('is an incident while it is not deployed, and is found when it is', async () => {
    // given
    await deploy(services, systemActor, {
      name: 'early',
      diagrams: [
        {
          name: 'early',
          xml: process('early')
            .start()
            .node('businessRuleTask', 'rule', {
              extensions: '<zeebe:calledDecision decisionId="later" resultVariable="answer" />',
            })
            .end()
            .xml(),
        },
      ],
      forms: [],
    });
    const { instanceKey } = await startProcess(services, systemActor, { processId: 'early', variables: {} });
    const incident = await database.db('incident').where({ instance_key: instanceKey }).first();
    expect(incident).toMatchObject({ element_id: 'rule', code: 'decision_failed' });

    // when
    await deploy(services, systemActor, {
      name: 'later',
      diagrams: [],
      forms: [],
      decisions: [{ name: 'later.dmn', xml: decisions('l').decision('later', literal('7')).xml() }],
    });
    await retryIncident(services, systemActor, incident.key);

    // then
    expect(await database.db('process_instance').where({ key: instanceKey }).first()).toMatchObject({
      state: 'completed',
    });
  });
});
