import { describe, expect, it } from 'vitest';
import { completeTask } from '../../engine/commands/complete-task.ts';
import { useCaseDesk } from '../support/case-desk.ts';
import { useDatabase } from '../support/database.ts';
import { openCaseOf, serviceWith } from '../support/jobs.ts';

const database = useDatabase();
const desk = useCaseDesk(database);

async function print(inputs: Record<string, string>) {
  const service = serviceWith((after) =>
    after.serviceTask('s', 'print-document', {
      name: '打印通知',
      inputs,
      outputs: { printed: '=documentNumber' },
    }),
  );
  const opened = await openCaseOf(desk.services, service, desk.people.member);
  await completeTask(desk.services, desk.people.branch, { taskKey: opened.task.key, data: {} });
  return {
    ...opened,
    papers: await database.db('case_document').where({ case_id: opened.caseId }).orderBy('id'),
  };
}

describe('job type print-document', () => {
  it('files the filled paper under a number of the case, signed with the names of the applicant’s line', async () => {
    // when
    const { papers, caseNumber } = await print({
      template: '="hardship-publicity"',
      visibleToApplicant: '=true',
      data: '={"hardshipTypes": ["重大疾病"], "aidWays": ["资金"], "amountSuggested": null, "publicPlace": "支部公示栏"}',
    });

    // then
    expect(papers).toHaveLength(1);
    expect(papers[0]).toMatchObject({
      number: `${caseNumber}-01`,
      template: 'hardship-publicity',
      visible_to_applicant: true,
      created_at: desk.services.clock.now(),
    });
    expect(papers[0].html).toContain('王秀兰');
    expect(papers[0].html).toContain('水渡口街道党工委');
    expect(papers[0].data).toMatchObject({ publicPlace: '支部公示栏', date: '2026年11月24日' });
  });

  it('becomes an incident that names what nobody sets, instead of a paper with a blank', async () => {
    // when
    const { instanceKey, papers } = await print({
      template: 'hardship-publicity',
      data: '={"hardshipTypes": ["重大疾病"], "aidWay": ["资金"], "amountSuggested": 500}',
    });

    // then
    expect(papers).toEqual([]);
    const incident = await database.db('incident').where({ instance_key: instanceKey }).first();
    expect(incident.message).toMatch(/“hardship-publicity”第 6 行：.*“aidWays”.*是不是“aidWay”/);
  });

  it('becomes an incident that names the template when there is none', async () => {
    // given
    const service = serviceWith((after) =>
      after.serviceTask('s', 'print-document', {
        name: '打印通知',
        inputs: { template: '="no-such-paper"' },
      }),
    );
    const { task, instanceKey } = await openCaseOf(desk.services, service, desk.people.member);

    // when
    await completeTask(desk.services, desk.people.branch, { taskKey: task.key, data: {} });

    // then
    const incident = await database.db('incident').where({ instance_key: instanceKey }).first();
    expect(incident.message).toContain('no-such-paper');
  });
});
