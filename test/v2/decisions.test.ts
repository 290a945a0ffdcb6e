import { beforeAll, describe, expect, it } from 'vitest';
import { decisions, table } from '../support/decisions.ts';
import { now, useEngineApi } from '../support/engine-api.ts';
import { process } from '../support/process.ts';

const api = useEngineApi();

const drawing = decisions('aid')
  .decision(
    'level',
    table({
      inputs: ['income'],
      outputs: ['level'],
      rules: [
        ['< 1000', '"A"'],
        ['>= 1000', '"B"'],
      ],
    }),
    { name: '困难等级', variable: 'level' },
  )
  .decision(
    'amount',
    table({
      id: 'amounts',
      inputs: ['level'],
      outputs: ['amount'],
      rules: [
        ['"A"', '1800'],
        ['"B"', '900'],
      ],
    }),
    { name: '救助金额', requires: ['level'] },
  );

beforeAll(async () => {
  await api.client.createDeployment({ resources: [new File([drawing.xml()], '救助.dmn')] } as never);
  await api.deploy(
    process('asks')
      .start()
      .node('businessRuleTask', 'decide', {
        extensions: '<zeebe:calledDecision decisionId="amount" resultVariable="sum" />',
      })
      .end(),
  );
});

describe('decision definitions', () => {
  it('are found and told with their file', async () => {
    const { items } = await api.client.searchDecisionDefinitions({ filter: { name: '救助金额' } }, now);
    expect(items).toMatchObject([
      { decisionDefinitionId: 'amount', version: 1, decisionRequirementsId: 'aid', tenantId: '<default>' },
    ]);
    const { decisionDefinitionKey, decisionRequirementsKey } = items![0]!;
    expect(
      await api.client.getDecisionDefinition({ decisionDefinitionKey: decisionDefinitionKey! }, now),
    ).toMatchObject({ name: '救助金额' });
    expect(
      await api.client.getDecisionDefinitionXml({ decisionDefinitionKey: decisionDefinitionKey! }, now),
    ).toBe(drawing.xml());
    expect(
      await api.client.getDecisionRequirements({ decisionRequirementsKey: decisionRequirementsKey! }, now),
    ).toMatchObject({ decisionRequirementsId: 'aid', resourceName: '救助.dmn', version: 1 });
    expect(
      await api.client.getDecisionRequirementsXml({ decisionRequirementsKey: decisionRequirementsKey! }, now),
    ).toBe(drawing.xml());
    const files = await api.client.searchDecisionRequirements(
      { filter: { decisionRequirementsId: 'aid' } },
      now,
    );
    expect(files.items).toHaveLength(1);
  });
});

describe('an evaluation', () => {
  it('answers with the result and every decision on the way', async () => {
    const made = await api.client.evaluateDecision({
      decisionDefinitionId: 'amount',
      variables: { income: 500 },
    });
    expect(made).toMatchObject({
      decisionDefinitionName: '救助金额',
      output: '1800',
      decisionRequirementsId: 'aid',
      failureMessage: '',
    });
    expect(made.evaluatedDecisions).toMatchObject([
      {
        decisionDefinitionId: 'level',
        decisionDefinitionType: 'DECISION_TABLE',
        output: '"A"',
        evaluatedInputs: [{ inputValue: '500' }],
        matchedRules: [{ ruleIndex: 1, evaluatedOutputs: [{ outputName: 'level', outputValue: '"A"' }] }],
      },
      { decisionDefinitionId: 'amount', output: '1800' },
    ]);
    const byKey = await api.client.evaluateDecision({
      decisionDefinitionKey: made.decisionDefinitionKey,
      variables: { income: 5_000 },
    });
    expect(byKey.output).toBe('900');
  });

  it('of a decision that is not there, or gives nothing, is a problem', async () => {
    await expect(api.client.evaluateDecision({ decisionDefinitionId: 'ghost' })).rejects.toMatchObject({
      status: 404,
    });
    const strict = decisions('strict').decision(
      'one',
      table({
        hitPolicy: 'UNIQUE',
        inputs: ['n'],
        outputs: ['x'],
        rules: [
          ['> 1', '1'],
          ['> 2', '2'],
        ],
      }),
    );
    await api.client.createDeployment({ resources: [new File([strict.xml()], 'strict.dmn')] } as never);
    await expect(
      api.client.evaluateDecision({ decisionDefinitionId: 'one', variables: { n: 5 } }),
    ).rejects.toMatchObject({ status: 400, title: 'INVALID_ARGUMENT' });
    const failed = await api.client.searchDecisionInstances(
      { filter: { decisionDefinitionId: 'one', state: 'FAILED' } },
      now,
    );
    expect(failed.items).toMatchObject([{ decisionDefinitionName: 'one' }]);
    expect(failed.items![0]!.evaluationFailure).toMatch(/./);
  });

  it('within a process is found from it, with what it was made of', async () => {
    // when
    const { processInstanceKey } = await api.client.createProcessInstance({
      processDefinitionId: 'asks',
      variables: { income: 2_000 },
    } as never);

    // then
    const { items } = await api.client.searchDecisionInstances(
      { filter: { processInstanceKey }, sort: [{ field: 'decisionEvaluationInstanceKey' }] },
      now,
    );
    expect(items).toMatchObject([
      { decisionDefinitionId: 'level', result: '"B"', state: 'EVALUATED' },
      { decisionDefinitionId: 'amount', result: '900', decisionDefinitionType: 'DECISION_TABLE' },
    ]);
    const elements = await api.client.searchElementInstances(
      { filter: { processInstanceKey, elementId: 'decide' } },
      now,
    );
    expect(items![0]!.elementInstanceKey).toBe(elements.items![0]!.elementInstanceKey);
    const decisionEvaluationInstanceKey = items![1]!.decisionEvaluationInstanceKey!;
    expect(await api.client.getDecisionInstance({ decisionEvaluationInstanceKey }, now)).toMatchObject({
      evaluatedInputs: [{ inputValue: '"B"' }],
      matchedRules: [{ ruleIndex: 2, evaluatedOutputs: [{ outputValue: '900' }] }],
    });
  });
});
