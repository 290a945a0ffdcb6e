import { describe, expect, it } from 'vitest';
import { completeTask } from '../../engine/commands/complete-task.ts';
import { useCaseDesk } from '../support/case-desk.ts';
import { useDatabase } from '../support/database.ts';
import { openCaseOf, serviceWith } from '../support/jobs.ts';

const database = useDatabase();
const desk = useCaseDesk(database);

describe('job type print-document', () => {
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
