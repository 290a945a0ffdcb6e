import { beforeAll, describe, expect, it } from 'vitest';
import type { AccountItem } from '../../engine/http/resources/accounts/schemas.ts';
import { routes as accounts } from '../../engine/http/resources/accounts/routes.ts';
import { routes as session } from '../../engine/http/resources/session/routes.ts';
import { BRANCH, COMMITTEE, DISTRICT, GENERAL, plantDistrict } from '../support/district.ts';
import { useServer, type Visitor } from '../support/http.ts';

const server = useServer({ routes: [...accounts, ...session] });
let committee: Visitor;

beforeAll(async () => {
  await plantDistrict(server.database.db);
  committee = await server.loginAs('shuidukou');
});

interface Page {
  items: AccountItem[];
  total: number;
  nextCursor: string | null;
}
const usernames = ({ items }: Page) => items.map(({ username }) => username);
const newAccount = (orgCode: string, roles: string[], username = 'newcomer') => ({
  username,
  orgCode,
  displayName: '新账号',
  roles,
});
const idOf = async (username: string) =>
  (await server.database.db('account').where({ username }).first('id')).id as string;

describe('Accounts', () => {
  it('are listed as far as the reach goes, page by page, and found by words', async () => {
    // when
    const first = (await committee.get<Page>('/api/accounts?limit=2')).body;
    const second = (await committee.get<Page>(`/api/accounts?limit=10&cursor=${first.nextCursor}`)).body;

    // then
    expect([first.total, ...usernames(first), ...usernames(second)]).toEqual([
      5,
      'shuidukou',
      'shenyanglu',
      'shuiduxincun',
      'shuiduxincun2',
      'shenyanglu1',
    ]);
    expect(usernames((await committee.get<Page>('/api/accounts?q=李同事')).body)).toEqual(['shuiduxincun2']);
    expect(usernames((await committee.get<Page>(`/api/accounts?org=${BRANCH}`)).body)).toHaveLength(2);
    expect((await (await server.loginAs('shuiduxincun')).get('/api/accounts')).status).toBe(403);
  });

  it('are granted by the superior, with a password that opens the door once and must be changed', async () => {
    // when
    const granted = await committee.post('/api/accounts', newAccount(GENERAL, ['general_branch']));

    // then
    expect(granted.status).toBe(200);
    const visitor = server.visitor();
    const entered = await visitor.post('/api/session', {
      kind: 'account',
      username: 'newcomer',
      password: granted.body.initialPassword,
    });
    expect(entered.body.actor).toMatchObject({ mustChangePassword: true, orgCode: GENERAL });
    expect((await visitor.get('/api/accounts')).body).toMatchObject({ code: 'password_must_change' });
    const again = await committee.post('/api/accounts', newAccount(GENERAL, ['general_branch']));
    expect([again.status, again.body.code]).toEqual([409, 'username_taken']);
    const logged = await server.database.db('audit_log').where({ resource_id: 'newcomer', action: 'create' });
    expect(logged).toHaveLength(1);
    expect(JSON.stringify(logged)).not.toContain(granted.body.initialPassword);
  });

  it('are not granted sideways, upwards, to oneself, or with roles of another level', async () => {
    const ask = async (visitor: Visitor, body: unknown) => (await visitor.post('/api/accounts', body)).status;
    expect(await ask(committee, newAccount(COMMITTEE, ['committee'], 'mine'))).toBe(403);
    expect(await ask(committee, newAccount(DISTRICT, ['district'], 'above'))).toBeGreaterThanOrEqual(403);
    expect(await ask(committee, newAccount(GENERAL, ['district'], 'grand'))).toBe(422);
    expect(await ask(committee, newAccount(GENERAL, ['general_branch', 'sysadmin'], 'root'))).toBe(422);
    expect(await ask(committee, newAccount('01029900', ['general_branch'], 'void'))).toBe(422);
    const own = await committee.patch(`/api/accounts/${await idOf('shuidukou')}`, { displayName: '自封' });
    expect(own.status).toBe(403);
    const district = await committee.patch(`/api/accounts/${await idOf('district')}`, { active: false });
    expect(district.status).toBe(404);
  });

  it('end at once when they are closed', async () => {
    // given
    const visitor = await server.loginAs('shenyanglu1');

    // when
    const closed = await committee.patch<AccountItem>(`/api/accounts/${await idOf('shenyanglu1')}`, {
      active: false,
    });

    // then
    expect(closed.body.active).toBe(false);
    expect((await visitor.get('/api/session')).body.actor).toBeNull();
    const [line] = await server.database.db('audit_log').where({ resource_id: 'shenyanglu1' });
    expect(line.detail).toEqual({ active: [true, false] });
  });

  it('that locked themselves out are shown so, let in again by the superior, or get a new password', async () => {
    // given
    const login = (password: string) =>
      server.visitor().post('/api/session', { kind: 'account', username: 'shenyanglu', password });
    for (let attempt = 1; attempt <= 6; attempt++) await login('wrong');
    const find = async () => (await committee.get<Page>('/api/accounts?q=shenyanglu&limit=1')).body.items[0]!;
    expect(await find()).toMatchObject({ username: 'shenyanglu', locked: true });
    const id = await idOf('shenyanglu');

    // when
    await committee.patch(`/api/accounts/${id}`, { unlock: true });

    // then
    expect((await find()).locked).toBe(false);

    // when
    const reset = await committee.post(`/api/accounts/${id}/password`);

    // then
    expect((await login(reset.body.initialPassword as string)).status).toBe(200);
  });
});
