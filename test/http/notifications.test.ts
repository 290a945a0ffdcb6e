import { beforeAll, describe, expect, it } from 'vitest';
import type { Notification } from '../../engine/http/resources/notifications/schemas.ts';
import { routes } from '../../engine/http/resources/notifications/routes.ts';
import { plantCase } from '../support/case-row.ts';
import { BRANCH, plantDistrict, type District } from '../support/district.ts';
import { useServer } from '../support/http.ts';

const server = useServer({ routes });
let people: District;

beforeAll(async () => {
  people = await plantDistrict(server.database.db);
  const message = { body: '内容', created_at: new Date('2026-11-23T09:00:00+08:00') };
  const { memberId } = people.member;
  await server.database.db('notification').insert([
    { ...message, member_id: memberId, title: '已受理' },
    { ...message, member_id: memberId, title: '请补正' },
    { ...message, member_id: people.probationary.memberId, title: '别人的' },
    { ...message, org_code: BRANCH, title: '新任务' },
  ]);
});

interface Page {
  items: Notification[];
  total: number;
  unread: number;
  nextCursor: string | null;
}
const titles = ({ items }: Page) => items.map(({ title }) => title);

describe('Messages', () => {
  it('come to the member they are for, and to all accounts of a unit', async () => {
    // when
    const member = await server.loginAsMember(people.member.memberId);
    const first = (await member.get<Page>('/api/notifications?limit=1')).body;
    const second = (await member.get<Page>(`/api/notifications?limit=1&cursor=${first.nextCursor}`)).body;
    const colleague = (await (await server.loginAs('shuiduxincun2')).get<Page>('/api/notifications')).body;

    // then
    expect([first.total, first.unread, ...titles(first), ...titles(second)]).toEqual([
      2,
      2,
      '请补正',
      '已受理',
    ]);
    expect(second.nextCursor).toBeNull();
    expect(titles(colleague)).toEqual(['新任务']);
  });

  it('are marked as read one by one or all together, but only the own', async () => {
    // given
    const member = await server.loginAsMember(people.member.memberId);
    const [newest] = (await member.get<Page>('/api/notifications')).body.items;
    const another = await server.loginAsMember(people.probationary.memberId);

    // then
    expect((await another.post(`/api/notifications/${newest!.id}/read`)).status).toBe(404);

    // when
    await member.post(`/api/notifications/${newest!.id}/read`);

    // then
    expect((await member.get<Page>('/api/notifications')).body.unread).toBe(1);

    // when
    await member.post('/api/notifications/read-all');

    // then
    expect((await member.get<Page>('/api/notifications')).body.unread).toBe(0);
    expect((await another.get<Page>('/api/notifications')).body.unread).toBe(1);
  });

  it('about a case are only for accounts that may read cases', async () => {
    // given
    const { db } = server.database;
    const roles = (role: string) =>
      db('account')
        .where({ username: 'shuiduxincun2' })
        .update({ roles: [role] });
    const caseId = await plantCase(db, { member: people.member, orgCode: BRANCH });
    await db('notification').insert({
      org_code: BRANCH,
      case_id: caseId,
      title: '催办：王秀兰的申请',
      body: '请您单位尽快办理。',
      created_at: new Date('2026-11-24T09:00:00+08:00'),
    });
    const branch = await server.loginAs('shuiduxincun');
    expect(titles((await branch.get<Page>('/api/notifications')).body)).toEqual([
      '催办：王秀兰的申请',
      '新任务',
    ]);

    // when
    await roles('sysadmin');
    const admin = await server.loginAs('shuiduxincun2');
    const { body } = await admin.get<Page>('/api/notifications');

    // then
    expect([body.total, body.unread, ...titles(body)]).toEqual([1, 1, '新任务']);
    const [{ id }] = await db('notification').where({ case_id: caseId }).select('id');
    expect((await admin.post(`/api/notifications/${id}/read`)).status).toBe(404);
    await admin.post('/api/notifications/read-all');
    expect((await branch.get<Page>('/api/notifications')).body.unread).toBe(1);
    await roles('branch');
  });
});
