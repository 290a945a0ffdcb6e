import { describe, expect, it } from 'vitest';
import { completeTask } from '../../engine/commands/complete-task.ts';
import { fireDueTimers } from '../../engine/commands/fire-due-timers.ts';
import { useCaseDesk } from '../support/case-desk.ts';
import { useDatabase } from '../support/database.ts';
import { BRANCH } from '../support/district.ts';
import { openCaseOf, serviceWith } from '../support/jobs.ts';

const database = useDatabase();
const desk = useCaseDesk(database);

describe('job type warn', () => {
  it('turns an open task red by a timer of the diagram; doing the task takes the red away', async () => {
    // given
    const service = serviceWith((after) => after).from('go');
    service
      .boundaryTimer('slow', 'go', { duration: 'P30D', interrupting: false })
      .serviceTask('s', 'warn', { name: '预警', inputs: { task: '="go"', text: '="已满一个月"' } })
      .end('warned');
    const { task, caseId } = await openCaseOf(desk.services, service, desk.people.member);

    // when
    desk.services.clock.advance(40 * 86_400_000);
    await fireDueTimers(desk.services);

    // then
    const open = await database.db('red_warning').where({ task_key: task.key });
    expect(open).toMatchObject([{ org_code: BRANCH, case_id: caseId, resolved_at: null }]);
    const message = await database.db('notification').where({ case_id: caseId, org_code: BRANCH }).first();
    expect(message).toMatchObject({ title: '红色预警：测试服务', body: '已满一个月' });

    // when
    await completeTask(desk.services, desk.people.branch, { taskKey: task.key, data: {} });

    // then
    const after = await database.db('red_warning').where({ task_key: task.key }).first();
    expect(after.resolved_at).toEqual(desk.services.clock.now());
  });
});
