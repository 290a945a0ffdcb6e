import type { Knex } from 'knex';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { COMMITTEE, plantDistrict } from '../support/district.ts';
import { useServer, type Visitor } from '../support/http.ts';

const server = useServer();

beforeAll(() => plantDistrict(server.database.db));

const actorOf = async (visitor: Visitor) => (await visitor.get('/api/session')).body.actor;

/** Before the second is over after which a session would be read anew anyway. */
const soon = { timeout: 800, interval: 10 };

describe('Whom a session belongs to is remembered for a moment, and', () => {
  it('it is out at once when its account is closed', async () => {
    // given
    const visitor = await server.loginAs('shuiduxincun2');
    const above = await server.loginAs('district');
    expect(await actorOf(visitor)).toMatchObject({ username: 'shuiduxincun2' });
    const { id } = await server.database.db('account').where('username', 'shuiduxincun2').first('id');

    // when
    expect((await above.patch(`/api/accounts/${id}`, { active: false })).status).toBe(200);

    // then
    expect(await actorOf(visitor)).toBeNull();
  });

  it.each([
    [
      'closed account',
      (db: Knex) => db('account').where('username', 'shenyanglu1').update({ active: false }),
    ],
    ['ended session', (db: Knex) => db('session').delete()],
  ])('a %s is out as soon as another node has committed it', async (_change, change) => {
    // given
    const visitor = await server.loginAs('shenyanglu1');
    expect(await actorOf(visitor)).toMatchObject({ username: 'shenyanglu1' });

    // when
    await change(server.database.db);

    // then
    await vi.waitFor(async () => expect(await actorOf(visitor)).toBeNull(), soon);
    await server.database.db('account').where('username', 'shenyanglu1').update({ active: true });
  });

  it.each([
    ['account', { username: 'shuidukou' }, { display_name: '新名字' }, { displayName: '新名字' }],
    ['organisation', { code: COMMITTEE }, { name: '新组织' }, { orgName: '新组织' }],
  ])('what another node writes about its %s is said soon', async (table, which, written, said) => {
    // given
    const visitor = await server.loginAs('shuidukou');
    expect(await actorOf(visitor)).not.toMatchObject(said);

    // when
    await server.database.db(table).where(which).update(written);

    // then
    await vi.waitFor(async () => expect(await actorOf(visitor)).toMatchObject(said), soon);
  });

  it('what is written about a member is said soon', async () => {
    // given
    const { id } = await server.database.db('member').first('id');
    const visitor = await server.loginAsMember(id);
    await actorOf(visitor);

    // when
    await server.database.db('member').where({ id }).update({ name: '新姓名' });

    // then
    await vi.waitFor(
      async () => expect(await actorOf(visitor)).toMatchObject({ displayName: '新姓名' }),
      soon,
    );
  });
});
