import { describe, expect, it } from 'vitest';
import { adminCommands } from '../../engine/registers/accounts/admin-commands.ts';
import { plantApiAccount } from '../support/api-account.ts';
import { basic, clientOf, now, useEngineApi } from '../support/engine-api.ts';
import { process } from '../support/process.ts';

const api = useEngineApi();

interface Detail {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
}

const search = '/v2/process-instances/search';

describe('who may call', () => {
  it('is known by name and password', async () => {
    expect(await api.client.getAuthentication()).toMatchObject({
      username: 'robot',
      roles: ['api'],
      groups: ['01000000'],
      tenants: [{ tenantId: '<default>' }],
    });
  });

  it('gets an account from the administrator, whose first password stays', async () => {
    const create = adminCommands.find(({ name }) => name === 'create-account')!;
    const told = await create.run(api.node.services, { username: 'from-cli', role: 'api', name: '对接程序' });
    const password = /初始密码：(\S+)/.exec(told)![1]!;
    expect(await clientOf(api.url, { username: 'from-cli', password }).getAuthentication()).toMatchObject({
      displayName: '对接程序',
      roles: ['api'],
    });
  });

  it.each([
    ['without a password', null],
    ['with a wrong one', `Basic ${Buffer.from('robot:wrong').toString('base64')}`],
    ['as nobody', `Basic ${Buffer.from('nobody:x').toString('base64')}`],
    ['with another scheme', 'Bearer abc'],
    ['with what is no text', `Basic ${Buffer.from([0, 58, 0]).toString('base64')}`],
  ])('is asked who he is: %s', async (_, authorization) => {
    const { status, headers, body } = await api.call<Detail>('POST', search, {}, authorization);
    expect([400, 401]).toContain(status);
    expect(headers.get('Content-Type')).toContain('application/problem+json');
    if (status === 401) expect(headers.get('WWW-Authenticate')).toContain('Basic');
    expect(body).toMatchObject({ type: 'about:blank', status, instance: search });
  });

  it('is locked out after five wrong passwords; whoever was let in before is not', async () => {
    // given
    const account = await plantApiAccount(api.node.services.db, { username: 'guessed' });
    const known = basic(account);
    expect((await api.call('GET', '/v2/topology', undefined, known)).status).toBe(200);

    // when
    const wrong = basic({ ...account, password: 'guess' });
    const statuses: number[] = [];
    for (let i = 0; i < 7; i += 1)
      statuses.push((await api.call('GET', '/v2/topology', undefined, wrong)).status);

    // then
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
    expect((await api.call('GET', '/v2/topology', undefined, known)).status).toBe(200);
  });

  it('is out at once when the account is closed, has a new password, or must change it', async () => {
    // given
    const { db } = api.node.services;
    const account = await plantApiAccount(db, { username: 'leaving' });
    const ask = async () => (await api.call('GET', '/v2/topology', undefined, basic(account))).status;
    expect(await ask()).toBe(200);
    const { password_hash } = await db('account').where({ username: 'leaving' }).first();

    // then
    await db('account').where({ username: 'leaving' }).update({ active: false });
    expect(await ask()).toBe(401);
    await db('account').where({ username: 'leaving' }).update({ active: true, must_change_password: true });
    expect(await ask()).toBe(401);
    await db('account')
      .where({ username: 'leaving' })
      .update({ must_change_password: false, password_hash: `${password_hash}x` });
    expect(await ask()).toBe(401);
    await db('account').where({ username: 'leaving' }).update({ password_hash });
    expect(await ask()).toBe(200);
  });

  it('may do what his permissions say, and a session of the screens opens nothing here', async () => {
    const clerk = await plantApiAccount(api.node.services.db, { username: 'clerk', roles: ['district'] });
    const refused = await api.call<Detail>('POST', search, {}, basic(clerk));
    expect(refused).toMatchObject({ status: 403, body: { title: 'FORBIDDEN' } });
    expect(refused.body.detail).toContain('instance:read');
    await expect(clientOf(api.url, clerk).searchProcessInstances({}, now)).rejects.toMatchObject({
      status: 403,
    });
  });

  it('sees of instances what his reach lets him see', async () => {
    // given
    await api.deploy(process('secret').start().userTask('a').end());
    const { processInstanceKey } = await api.client.createProcessInstance({ processDefinitionId: 'secret' });
    const { db, policy } = api.node.services;
    const { permissions } = await policy.sources();
    const narrow = permissions.content.replaceAll(
      /^p,api,(instance|task|job),(\w+),district/gm,
      'p,api,$1,$2,subtree',
    );
    await db('policy_version').insert({
      name: 'permissions',
      version: 2,
      content: narrow,
      changed_by: 'test',
      changed_at: new Date(),
    });
    await policy.reload();

    // then
    try {
      expect((await api.client.searchProcessInstances({}, now)).items).toEqual([]);
      expect((await api.client.searchUserTasks({}, now)).items).toEqual([]);
      await expect(api.client.getProcessInstance({ processInstanceKey }, now)).rejects.toMatchObject({
        status: 404,
      });
      await expect(api.client.cancelProcessInstance({ processInstanceKey })).rejects.toMatchObject({
        status: 404,
      });
    } finally {
      await db('policy_version').where({ name: 'permissions', version: 2 }).delete();
      await policy.reload();
    }
    expect((await api.client.searchProcessInstances({}, now)).items).toHaveLength(1);
  });
});

describe('a fault', () => {
  it.each<[string, string, unknown, number, string, RegExp]>([
    ['POST', search, { filter: { colour: 'red' } }, 400, 'INVALID_ARGUMENT', /colour/],
    [
      'POST',
      search,
      { filter: { processInstanceKey: 'abc' } },
      400,
      'INVALID_ARGUMENT',
      /processInstanceKey/,
    ],
    ['POST', search, { sort: [{ field: 'tags' }] }, 400, 'INVALID_ARGUMENT', /sort/],
    ['POST', search, { page: { from: 1, after: 'Kw==' } }, 400, 'INVALID_ARGUMENT', /after/],
    ['POST', search, { page: { after: 'bm9uc2Vuc2U=' } }, 400, 'INVALID_ARGUMENT', /cursor/],
    ['POST', search, { page: { limit: 0 } }, 400, 'INVALID_ARGUMENT', /limit/],
    ['GET', '/v2/process-instances/12345', undefined, 404, 'NOT_FOUND', /12345/],
    ['GET', '/v2/process-instances/99999999999999999999', undefined, 400, 'INVALID_ARGUMENT', /key/],
    ['GET', '/v2/no-such-thing', undefined, 404, 'NOT_FOUND', /no-such-thing/],
    ['DELETE', search, undefined, 405, 'METHOD_NOT_ALLOWED', /not supported/],
    ['POST', '/v2/process-instances', {}, 400, 'INVALID_ARGUMENT', /processDefinitionId/],
    ['POST', '/v2/process-instances', { processDefinitionId: 'ghost' }, 404, 'NOT_FOUND', /definition/],
    [
      'POST',
      '/v2/messages/publication',
      { name: 'x', tenantId: 'other' },
      400,
      'INVALID_ARGUMENT',
      /tenantId/,
    ],
    ['POST', '/v2/jobs/1001/completion', {}, 404, 'NOT_FOUND', /./],
  ])('is told in the words of the API: %s %s %j', async (method, path, body, status, title, words) => {
    const answer = await api.call<Detail>(method, path, body);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('Content-Type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ type: 'about:blank', title, status, instance: path });
    expect(answer.body.detail).toMatch(words);
  });

  it('of JSON that is none is the caller’s', async () => {
    const response = await fetch(new URL(search, api.url), {
      method: 'POST',
      headers: { Authorization: basic(api.account), 'Content-Type': 'application/json' },
      body: '{"filter":',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ title: 'INVALID_ARGUMENT' });
  });

  it('reaches the public client as it was told', async () => {
    await expect(api.client.getProcessInstance({ processInstanceKey: '12345' }, now)).rejects.toMatchObject({
      name: 'HttpSdkError',
      status: 404,
      title: 'NOT_FOUND',
    });
  });

  it('says for busy that one may try again', async () => {
    // given
    await api.deploy(process('busy').start().userTask('a').end());
    const { processInstanceKey } = await api.client.createProcessInstance({ processDefinitionId: 'busy' });
    const holder = await api.node.services.pool.connect();
    await holder.query('begin');
    await holder.query('select 1 from process_instance where key = $1 for update', [processInstanceKey]);

    // when
    const path = `/v2/process-instances/${processInstanceKey}/cancellation`;
    const { status, body } = await api.call<Detail>('POST', path);
    await holder.query('rollback');
    holder.release();

    // then
    expect(status).toBe(503);
    expect(body).toMatchObject({ title: 'RESOURCE_EXHAUSTED' });
  });
});
