import { describe, expect, it } from 'vitest';
import { startCase } from '../../engine/commands/start-case.ts';
import { useCaseDesk } from '../support/case-desk.ts';
import { useDatabase } from '../support/database.ts';
import { BRANCH } from '../support/district.ts';
import { openTasks } from '../support/engine-rows.ts';

const database = useDatabase();
const desk = useCaseDesk(database);

describe('startCase', () => {
  it('opens a numbered case with its start form and puts the first task to the responsible unit', async () => {
    // when
    const started = await startCase(desk.services, desk.people.member, {
      processId: 'aid',
      data: { amount: 1800 },
    });

    // then
    expect(started.caseNumber).toMatch(/^KN-2026-\d{6}$/);
    const file = await database.db('case_file').where({ number: started.caseNumber }).first();
    expect(file).toMatchObject({
      service_code: 'KN',
      title: '困难救助',
      summary: '申请 1800 元',
      applicant_name: '王秀兰',
      org_code: BRANCH,
      channel: 'member',
      status: 'open',
      instance_key: started.instanceKey,
    });
    const forms = await database.db('case_form').where({ case_id: file.id });
    expect(forms).toMatchObject([
      { name: '申请', data: { name: '王秀兰', amount: 1800 }, visible_to_applicant: true },
    ]);
    const [task] = await openTasks(desk.services, started.instanceKey);
    expect(task).toMatchObject({ element_id: 't_accept', units: [BRANCH] });
    expect(task!.due_at!.toISOString()).toBe('2026-11-27T15:59:59.999Z');
  });

  it('counts numbers up without gaps, also when cases start at once', async () => {
    // when
    const started = await Promise.all(
      Array.from({ length: 6 }, () =>
        startCase(desk.services, desk.people.member, { processId: 'aid', data: { amount: 100 } }),
      ),
    );

    // then
    const serials = started.map(({ caseNumber }) => Number(caseNumber.slice(-6))).sort((a, b) => a - b);
    expect(serials).toEqual(serials.map((_, i) => serials[0]! + i));
  });

  it('gives back the number when the form is refused', async () => {
    // given
    const before = await database.db('case_serial').first('last');

    // when
    const attempt = startCase(desk.services, desk.people.member, { processId: 'aid', data: {} });

    // then
    await expect(attempt).rejects.toMatchObject({
      code: 'invalid_form',
      status: 422,
      details: { fields: [{ field: 'amount' }] },
    });
    expect(await database.db('case_serial').first('last')).toEqual(before);
  });

  it('refuses values the form does not have', async () => {
    await expect(
      startCase(desk.services, desk.people.member, {
        processId: 'aid',
        data: { amount: 5, orgCode: '01000000' },
      }),
    ).rejects.toMatchObject({ code: 'invalid_form', details: { fields: [{ field: 'orgCode' }] } });
  });

  it('tells who is not eligible why', async () => {
    await expect(
      startCase(desk.services, desk.people.probationary, { processId: 'aid', data: { amount: 5 } }),
    ).rejects.toMatchObject({ code: 'not_eligible', status: 409, message: '预备党员不能申请。' });
  });

  it('lets a unit file for a member of its own, and notes who did', async () => {
    // when
    const started = await startCase(desk.services, desk.people.branch, {
      processId: 'aid',
      data: { amount: 900 },
      memberId: desk.people.member.memberId,
    });

    // then
    const file = await database.db('case_file').where({ number: started.caseNumber }).first();
    expect(file).toMatchObject({
      channel: 'unit',
      created_by: 'account:shuiduxincun',
      applicant_name: '王秀兰',
    });
  });

  it('does not let a unit file for a member of another unit', async () => {
    await expect(
      startCase(desk.services, desk.people.other, {
        processId: 'aid',
        data: { amount: 900 },
        memberId: desk.people.member.memberId,
      }),
    ).rejects.toMatchObject({
      status: expect.toSatisfy((status: number) => status === 403 || status === 404),
    });
  });

  it('knows services by their id only', async () => {
    await expect(
      startCase(desk.services, desk.people.member, { processId: 'nothing', data: {} }),
    ).rejects.toMatchObject({ code: 'no_service', status: 404 });
  });
});
