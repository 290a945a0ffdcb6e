import { beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../engine/http/resources/audit/routes.ts';
import { writeAudit } from '../../engine/registers/audit/write-audit.ts';
import { plantDistrict, type District } from '../support/district.ts';
import { useServer, type Visitor } from '../support/http.ts';

const server = useServer({ routes });
let people: District;
let reader: Visitor;

beforeAll(async () => {
  people = await plantDistrict(server.database.db);
  reader = await server.loginAs('district');
  const write = (
    at: string,
    actor: District['branch'] | District['member'],
    action: string,
    resource: string,
  ) => writeAudit(server.database.db, { at: new Date(at), actor, action, resource, resourceId: '7' });
  await write('2026-11-22T23:30:00+08:00', people.branch, 'login', 'session');
  await write('2026-11-23T00:30:00+08:00', people.branch, 'update', 'organisation');
  await write('2026-11-23T12:00:00+08:00', people.member, 'submit', 'case');
});

interface Page {
  items: { actorName: string; action: string; ip: string | null; orgName: string }[];
  total: number;
  nextCursor: string | null;
}
const actions = async (query: string) =>
  (await reader.get<Page>(`/api/audit?${query}`)).body.items.map(({ action }) => action);

describe('The audit log', () => {
  it('says who did what and from where, newest first, page by page', async () => {
    // when
    const { body } = await reader.get<Page>('/api/audit?limit=2');

    // then
    expect(body.total).toBe(3);
    expect(body.items[0]).toMatchObject({ actorName: '王秀兰', action: 'submit', ip: '127.0.0.1' });
    expect(body.items[1]).toMatchObject({ actorName: '水渡新村网格支部', orgName: '水渡新村网格支部' });
    expect(await actions(`limit=2&cursor=${body.nextCursor}`)).toEqual(['login']);
  });

  it('is filtered by kind, by person and by days of the office', async () => {
    expect(await actions('resource=case')).toEqual(['submit']);
    expect(await actions('actor=shuiduxincun')).toEqual(['update', 'login']);
    expect(await actions(`actor=${encodeURIComponent('王秀兰')}`)).toEqual(['submit']);
    expect(await actions('from=2026-11-23&to=2026-11-23')).toEqual(['submit', 'update']);
    expect(await actions('to=2026-11-22')).toEqual(['login']);
  });

  it('is for the district and the administrator alone', async () => {
    expect((await (await server.loginAs('shuidukou')).get('/api/audit')).status).toBe(403);
    expect((await (await server.loginAsMember(people.member.memberId)).get('/api/audit')).status).toBe(403);
  });

  it('cannot be changed, not even by the database user of the engine', async () => {
    await expect(server.database.db('audit_log').update({ action: 'nothing' })).rejects.toThrow(
      'append-only',
    );
    await expect(server.database.db('audit_log').delete()).rejects.toThrow('append-only');
  });
});
