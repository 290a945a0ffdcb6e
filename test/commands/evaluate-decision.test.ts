import { beforeAll, describe, expect, it } from 'vitest';
import { deploy } from '../../engine/commands/deploy.ts';
import { evaluateDecision } from '../../engine/commands/evaluate-decision.ts';
import { execute } from '../../engine/commands/execute.ts';
import { evaluateDecisionIn, type CalledDecision } from '../../engine/commands/execution/decide.ts';
import type { JsonObject } from '../../engine/core/keys.ts';
import type { Actor } from '../../engine/policy/actor.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import { useDatabase } from '../support/database.ts';
import { decisions, literal, table, type DecisionsBuilder } from '../support/decisions.ts';
import { plantDistrict, type District } from '../support/district.ts';
import { createTestServices, type TestServices } from '../support/services.ts';

const database = useDatabase();
let services: TestServices;
let people: District;
let designer: Actor;

beforeAll(async () => {
  services = await createTestServices(database);
  people = await plantDistrict(database.db);
  designer = { ...people.district, id: 'account:designer', roles: ['designer'] };
});

const put = (...files: DecisionsBuilder[]) =>
  deploy(services, systemActor, {
    name: 'test',
    diagrams: [],
    forms: [],
    decisions: files.map((file) => ({ name: `${file.id}.dmn`, xml: file.xml() })),
  });
const level = (id: string, middle = 1500) =>
  decisions(id)
    .decision(`${id}PerHead`, literal('income / people'))
    .decision(
      `${id}Level`,
      table({
        inputs: [`${id}PerHead`],
        outputs: ['level'],
        rules: [
          ['< 1000', '"A"'],
          [`[1000..${middle})`, '"B"'],
          ['> 1400', '"C"'],
        ],
      }),
      { requires: [`${id}PerHead`] },
    );
const constant = (id: string, value: number, versionTag?: string) =>
  decisions(id).decision(`${id}D`, literal(`${value}`), versionTag === undefined ? {} : { versionTag });
const rows = (decisionId: string) =>
  database
    .db('decision_evaluation as e')
    .join('decision_definition as d', 'd.key', 'e.definition_key')
    .where('d.decision_id', decisionId)
    .orderBy('e.key')
    .select('e.*');
const asked = (decisionId: string, variables: JsonObject, more = {}) =>
  evaluateDecision(services, designer, { decisionId, variables, ...more });

describe('deploy', () => {
  it('keeps the versions of an unchanged file', async () => {
    // given
    const first = await put(level('same'));

    // when
    const second = await put(level('same'));

    // then
    expect(first.decisions).toMatchObject([
      { decisionId: 'samePerHead', version: 1, unchanged: false },
      { decisionId: 'sameLevel', version: 1, unchanged: false },
    ]);
    expect(second.decisions).toHaveLength(2);
    for (const one of first.decisions) {
      expect(second.decisions).toContainEqual({ ...one, unchanged: true });
    }
  });

  it('makes the next version of every decision of a changed file', async () => {
    // given
    await put(level('changed'));

    // when
    const { decisions: deployed } = await put(level('changed', 1450));

    // then
    expect(deployed).toMatchObject([
      { decisionId: 'changedPerHead', version: 2, unchanged: false },
      { decisionId: 'changedLevel', version: 2, unchanged: false },
    ]);
    const files = await database
      .db('decision_requirements')
      .where('requirements_id', 'changed')
      .orderBy('version');
    expect(files).toMatchObject([
      { version: 1, resource_name: 'changed.dmn' },
      { version: 2, deployed_by: 'system' },
    ]);
  });

  it('takes a decision over from another file, and back', async () => {
    const mine = decisions('mine').decision('shared', literal('1'));
    const theirs = decisions('theirs').decision('shared', literal('2'));
    await put(mine);
    expect((await put(theirs)).decisions).toMatchObject([{ version: 2, unchanged: false }]);
    expect((await put(mine)).decisions).toMatchObject([{ version: 3, unchanged: false }]);
    expect((await asked('shared', {})).result).toBe(1);
  });

  it('refuses everything when one file has an error, and says where', async () => {
    // when
    const attempt = put(
      constant('sound', 1),
      decisions('faulty').decision('faultyD', literal('1 +', 'id="here"')),
    );

    // then
    await expect(attempt).rejects.toMatchObject({
      code: 'invalid_process',
      status: 422,
      details: {
        findings: [
          {
            diagram: 'faulty.dmn',
            elementId: 'here',
            line: 3,
            code: 'expression_unreadable',
            severity: 'error',
          },
        ],
      },
    });
    expect(await database.db('decision_definition').where('decision_id', 'soundD')).toEqual([]);
  });

  it('refuses one decision drawn in two files', async () => {
    const one = decisions('one').decision('twice', literal('1'));
    const other = decisions('other').decision('twice', literal('2'));
    await expect(put(one, other)).rejects.toMatchObject({
      details: { findings: [{ diagram: 'other.dmn', elementId: 'twice', code: 'decision_twice' }] },
    });
  });

  it('makes one version when two nodes start at once', async () => {
    const both = await Promise.all([put(constant('race', 1)), put(constant('race', 1))]);
    expect(both.map(({ decisions: [one] }) => one!.version)).toEqual([1, 1]);
  });

  it('leaves its line in the audit log', async () => {
    await put(constant('audited', 1));
    const last = await database.db('audit_log').where('resource', 'decision').orderBy('id', 'desc').first();
    expect(last).toMatchObject({ action: 'deploy', detail: { auditedD: [null, 1] } });
  });
});

describe('evaluateDecision', () => {
  it('answers with the result, the rules that matched and every decision on the way, and records it', async () => {
    // given
    const { decisions: deployed } = await put(level('aid'));

    // when
    const made = await asked('aidLevel', { income: 4000, people: 4 });

    // then
    const definition = deployed.find(({ decisionId }) => decisionId === 'aidLevel')!;
    expect(made).toMatchObject({
      definition: {
        key: definition.key,
        decisionId: 'aidLevel',
        version: 1,
        versionTag: null,
        name: 'aidLevel',
      },
      result: 'B',
      inputs: [{ label: 'aidPerHead', value: 1000 }],
      matchedRules: [{ id: 'r2', index: 2, outputs: [{ name: 'level', value: 'B' }] }],
      trace: [{ decisionId: 'aidPerHead', result: 1000 }, { decisionId: 'aidLevel' }],
    });
    expect(await rows('aidLevel')).toEqual([
      {
        key: made.key,
        definition_key: definition.key,
        instance_key: null,
        element_id: null,
        element_instance_key: null,
        at: services.clock.now(),
        evaluated_by: 'account:designer',
        inputs: made.inputs,
        result: 'B',
        trace: made.trace,
        failed: null,
        closed_in: 0,
      },
    ]);
  });

  it('says in Chinese why there is no result, and records that too', async () => {
    // given
    await put(level('overlap'));

    // when
    const attempt = asked('overlapLevel', { income: 1450, people: 1 });

    // then
    await expect(attempt).rejects.toMatchObject({
      code: 'decision_failed',
      status: 422,
      message: expect.stringContaining('只允许一条'),
      details: {
        reason: 'unique_violated',
        expected: 'Expected at most one rule to match (hit policy UNIQUE), but rules 2, 3 match.',
        decisionId: 'overlapLevel',
        elementId: 'table',
      },
    });
    expect(await rows('overlapLevel')).toMatchObject([
      {
        result: null,
        failed: expect.stringContaining('rules 2, 3'),
        trace: [{ decisionId: 'overlapPerHead' }],
      },
    ]);
  });

  it('tells a result that is null from none', async () => {
    await put(decisions('nothing').decision('nothingD', literal('null')));
    expect((await asked('nothingD', {})).result).toBeNull();
    const { rows: found } = await database.db.raw(
      `select jsonb_typeof(e.result) as type, failed from decision_evaluation e
         join decision_definition d on d.key = e.definition_key where d.decision_id = 'nothingD'`,
    );
    expect(found).toEqual([{ type: 'null', failed: null }]);
  });

  it('is made at the command’s time', async () => {
    await put(decisions('clock').decision('clockD', literal('string(now())')));
    expect((await asked('clockD', {})).result).toBe('2026-11-24T09:00:00+08:00');
  });

  it('evaluates the newest version unless a version, a version tag or a deployment is asked for', async () => {
    // given
    await put(constant('chosen', 1, 'spring'));
    await put(constant('chosen', 2, 'spring'));
    await put(constant('chosen', 3, 'autumn'));
    const versions = await database
      .db('decision_definition')
      .where('decision_id', 'chosenD')
      .orderBy('version');

    // then
    const result = async (more: object) => (await asked('chosenD', {}, more)).result;
    expect(await result({})).toBe(3);
    expect(await result({ version: 1 })).toBe(1);
    expect(await result({ versionTag: 'spring' })).toBe(2);
    expect(await result({ deploymentKey: versions[0]!.deployment_key })).toBe(1);
    await expect(result({ versionTag: 'winter' })).rejects.toMatchObject({
      code: 'no_decision',
      status: 404,
    });
    await expect(result({ version: 9 })).rejects.toMatchObject({ code: 'no_decision' });
  });

  it('is for designers: who only reads may not, who may not read learns nothing', async () => {
    await put(constant('mine2', 1));
    const attempt = (actor: Actor) =>
      evaluateDecision(services, actor, { decisionId: 'mine2D', variables: {} });
    await expect(attempt(people.district)).rejects.toMatchObject({ status: 403 });
    await expect(attempt(people.branch)).rejects.toMatchObject({ status: 404, code: 'not_found' });
    expect(await rows('mine2D')).toEqual([]);
  });
});

describe('evaluateDecisionIn', () => {
  const called = (decision: CalledDecision, variables: JsonObject = {}) =>
    execute(services, systemActor, (run) =>
      evaluateDecisionIn(run, decision, variables, {
        instanceKey: '77',
        elementId: 'task',
        elementInstanceKey: '78',
      }),
    );

  it('is recorded with the element that called', async () => {
    await put(constant('called', 7));
    expect(await called({ decisionId: 'calledD' })).toMatchObject({ result: 7 });
    expect(await rows('calledD')).toMatchObject([
      {
        instance_key: '77',
        element_id: 'task',
        element_instance_key: '78',
        evaluated_by: 'system',
        result: 7,
      },
    ]);
  });

  it('binds to the newest, to the deployment of the process, or to a version tag', async () => {
    // given
    await put(constant('bound', 1, 'v1'));
    // an unchanged file belongs to this deployment, too
    const second = await put(constant('bound', 1, 'v1'), constant('beside', 1));
    await put(constant('bound', 2));
    const beside = second.decisions.find(({ decisionId }) => decisionId === 'besideD')!;
    const { deployment_key: deploymentKey } = await database
      .db('decision_definition')
      .where('key', beside.key)
      .first();

    // then
    expect(await called({ decisionId: 'boundD', binding: 'latest' })).toMatchObject({ result: 2 });
    expect(await called({ decisionId: 'boundD', binding: 'deployment', deploymentKey })).toMatchObject({
      result: 1,
    });
    expect(await called({ decisionId: 'boundD', binding: 'versionTag', versionTag: 'v1' })).toMatchObject({
      result: 1,
    });
  });

  it.each<[CalledDecision]>([
    [{ decisionId: 'nowhere' }],
    [{ decisionId: 'boundD', binding: 'versionTag', versionTag: 'v9' }],
    [{ decisionId: 'boundD', binding: 'versionTag' }],
    [{ decisionId: 'boundD', binding: 'deployment' }],
    [{ decisionId: 'boundD', binding: 'deployment', deploymentKey: '1' }],
  ])('answers with a failure when there is no such version: %o', async (decision) => {
    expect(await called(decision)).toMatchObject({
      failure: true,
      code: 'decision_not_found',
      decisionId: decision.decisionId,
      message: expect.stringContaining(decision.decisionId),
    });
  });

  it('answers with a failure when the decision cannot be made, and what else the command did is saved', async () => {
    // given
    await put(level('partly'));
    await put(constant('whole', 1));

    // when
    const both = await execute(services, systemActor, async (run) => [
      await evaluateDecisionIn(run, { decisionId: 'wholeD' }, {}, null),
      await evaluateDecisionIn(run, { decisionId: 'partlyLevel' }, { income: 1450, people: 1 }, null),
    ]);

    // then
    expect(both).toMatchObject([{ result: 1 }, { failure: true, code: 'unique_violated' }]);
    expect(await rows('wholeD')).toHaveLength(1);
    expect(await rows('partlyLevel')).toMatchObject([{ failed: expect.any(String) }]);
  });
});
