import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { routes } from '../../engine/http/resources/session/routes.ts';
import { hashPassword } from '../../engine/registers/passwords/hash-password.ts';
import { plantDistrict, type District } from '../support/district.ts';
import { useServer, type Visitor } from '../support/http.ts';

const server = useServer({ routes });
const PASSWORD = 'Qinghe-2026';
const named = { name: '王秀兰', phone: '13900000231' };
let district: District;

beforeAll(async () => {
  district = await plantDistrict(server.database.db);
  await server.database.db('account').update({ password_hash: await hashPassword(PASSWORD) });
});

beforeEach(async () => {
  // the next person comes a day later
  server.services.clock.advance(24 * 3_600_000);
  server.services.sent.length = 0;
});

const minutes = (count: number) => server.services.clock.advance(count * 60_000);

function login(visitor: Visitor, username: string, password = PASSWORD) {
  return visitor.post('/api/session', { kind: 'account', username, password });
}

async function requestCode(visitor: Visitor, who = named): Promise<string> {
  const before = server.services.sent.length;
  expect((await visitor.post('/api/session/code', who)).status).toBe(204);
  await vi.waitFor(() => expect(server.services.sent.length).toBe(before + 1));
  return /\d{6}/.exec(server.services.sent.at(-1)!.text)![0];
}

async function auditOf(actor: string): Promise<string[]> {
  const rows = await server.database.db('audit_log').where({ actor, resource: 'session' }).orderBy('id');
  return rows.map(({ action }: { action: string }) => action);
}

describe('An organisation', () => {
  it('enters by user name and password, is told who it is and what it may do, and leaves', async () => {
    // when
    const visitor = server.visitor();
    const entered = await login(visitor, 'shuiduxincun');

    // then
    expect(entered.status).toBe(200);
    expect(entered.headers.getSetCookie()[0]).toMatch(/; httponly/i);
    expect(entered.headers.getSetCookie()[0]).toMatch(/; samesite=lax/i);
    expect(entered.body.actor).toMatchObject({ kind: 'account', orgName: '水渡新村网格支部', level: 4 });
    expect((await visitor.get('/api/session')).body.actor).toMatchObject({ username: 'shuiduxincun' });
    const stored = await server.database.db('session').select('token_hash');
    expect(stored.some(({ token_hash }) => visitor.cookie!.includes(token_hash))).toBe(false);

    // when
    const { cookie } = visitor;
    await visitor.delete('/api/session');

    // then
    expect(visitor.cookie).toBeNull();
    visitor.cookie = cookie;
    expect((await visitor.get('/api/session')).body.actor).toBeNull();
    expect(await auditOf('account:shuiduxincun')).toEqual(['login', 'logout']);
  });

  it('hears the same of a wrong password, a wrong name and a closed account', async () => {
    // given
    await server.database.db('account').where('username', 'shenyanglu1').update({ active: false });

    // when
    const answers = [
      await login(server.visitor(), 'shenyanglu', 'wrong'),
      await login(server.visitor(), 'nobody', PASSWORD),
      await login(server.visitor(), 'shenyanglu1', PASSWORD),
    ];

    // then
    for (const { status, body } of answers) {
      expect(status).toBe(401);
      expect(body).toMatchObject({ code: 'login_failed', detail: '用户名或密码不正确。' });
    }
    expect(answers[1]!.body).toEqual(answers[0]!.body);
    expect(answers[2]!.body).toEqual(answers[0]!.body);
  });

  it('is locked for a quarter of an hour after five wrong passwords, whether or not it exists', async () => {
    for (const username of ['shuidukou', 'nobody-at-all']) {
      // when
      for (let attempt = 1; attempt <= 5; attempt++) {
        expect((await login(server.visitor(), username, 'wrong')).status).toBe(401);
      }
      const locked = await login(server.visitor(), username, PASSWORD);

      // then
      expect(locked.status).toBe(429);
      expect(locked.body).toMatchObject({
        code: 'too_many_attempts',
        detail: '尝试次数过多，请 15 分钟后再试。',
      });
      expect(locked.headers.get('Retry-After')).toBe('900');
    }

    // when
    minutes(15);

    // then
    expect((await login(server.visitor(), 'shuidukou')).status).toBe(200);
  });

  it('cannot be guessed at faster by asking many times at once', async () => {
    // when
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => login(server.visitor(), 'district', 'wrong')),
    );

    // then
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(7);
  });

  it('is logged out after half an hour without work, and after twelve hours of it', async () => {
    // given
    const visitor = await server.loginAs('shuiduxincun');
    const work = () => visitor.put('/api/session/password', { current: 'x', next: 'weakweak' });

    // when it works now and then
    for (let hour = 0; hour < 11; hour++) {
      minutes(29);
      expect((await work()).status).not.toBe(401);
      minutes(29);
      expect((await work()).status).not.toBe(401);
    }

    // then the day is over all the same
    minutes(29);
    await work();
    minutes(29);
    await work();
    minutes(28);
    expect((await work()).status).toBe(401);

    // when nobody is at the desk
    const idle = await server.loginAs('shuiduxincun');
    minutes(31);

    // then
    expect((await idle.get('/api/session')).body.actor).toBeNull();
  });

  it('must change an initial password before it does anything else', async () => {
    // given
    await server.database
      .db('account')
      .where('username', 'shenyanglu')
      .update({ must_change_password: true });
    const visitor = server.visitor();

    // when
    const entered = await login(visitor, 'shenyanglu');

    // then
    expect(entered.body.actor).toMatchObject({ mustChangePassword: true });

    // when
    const changed = await visitor.put('/api/session/password', { current: PASSWORD, next: 'New-pass-1' });

    // then
    expect(changed.body.actor).toMatchObject({ mustChangePassword: false });
    expect((await login(server.visitor(), 'shenyanglu', 'New-pass-1')).status).toBe(200);
    expect((await login(server.visitor(), 'shenyanglu', PASSWORD)).status).toBe(401);
  });
});

describe('A new password', () => {
  const change = (visitor: Visitor, current: string, next: string) =>
    visitor.put('/api/session/password', { current, next });

  it('is refused with the reason when it is weak, and the old one must be right', async () => {
    // given
    const visitor = await server.loginAs('shuidukou');

    // then
    for (const [next, reason] of [
      ['alllowercase', '三种'],
      ['Shuidukou-1', '用户名'],
      [PASSWORD, '最近'],
    ] as const) {
      const refused = await change(visitor, PASSWORD, next);
      expect(refused.status).toBe(422);
      expect(refused.body.fields).toEqual([{ field: 'next', message: expect.stringContaining(reason) }]);
    }
    expect((await change(visitor, 'wrong', 'Good-pass-1')).body).toMatchObject({ code: 'wrong_password' });
  });

  it('may not be one of the last five, and ends all other sessions', async () => {
    // given
    const visitor = await server.loginAs('district');
    const elsewhere = await server.loginAs('district');

    // when
    let current = PASSWORD;
    for (let round = 1; round <= 5; round++) {
      const next = `Round-${round}-pass`;
      expect((await change(visitor, current, next)).status).toBe(200);
      current = next;
    }

    // then
    expect((await elsewhere.get('/api/session')).body.actor).toBeNull();
    expect((await change(visitor, current, 'Round-1-pass')).status).toBe(422);
    expect((await change(visitor, current, PASSWORD)).status).toBe(200);
  });
});

describe('A member', () => {
  it('enters by name, number and the code that was sent, once', async () => {
    // given
    const visitor = server.visitor();
    const code = await requestCode(visitor);

    // when
    const entered = await visitor.post('/api/session', { kind: 'member', ...named, code });

    // then
    expect(server.services.sent[0]!.phone).toBe(named.phone);
    expect(entered.body.actor).toMatchObject({ kind: 'member', memberId: district.member.memberId });
    const again = await server.visitor().post('/api/session', { kind: 'member', ...named, code });
    expect(again.status).toBe(401);
    const rows = await server.database.db('login_code').select('code_hash');
    expect(JSON.stringify(rows)).not.toContain(code);
  });

  it('writes the number as people do', async () => {
    // given
    const typed = { ...named, phone: '+86 139-0000-0231' };
    const code = await requestCode(server.visitor(), typed);

    // then
    const entered = await server.visitor().post('/api/session', { kind: 'member', ...named, code });
    expect(entered.status).toBe(200);
  });

  it('cannot enter by name and number alone', async () => {
    expect((await server.visitor().post('/api/session', { kind: 'member', ...named })).status).toBe(401);
    const empty = await server.visitor().post('/api/session', { kind: 'member', ...named, password: '' });
    expect(empty.status).toBe(401);
  });

  it('gets the same answer to a request for a code whether or not there is such a person', async () => {
    // when
    const known = await server.visitor().post('/api/session/code', named);
    const unknown = await server.visitor().post('/api/session/code', { ...named, name: '王秀英' });

    // then
    expect([unknown.status, unknown.body]).toEqual([known.status, known.body]);
    await vi.waitFor(() => expect(server.services.sent).toHaveLength(1));

    // when both ask again at once
    const again = await server.visitor().post('/api/session/code', named);
    const unknownAgain = await server.visitor().post('/api/session/code', { ...named, name: '王秀英' });

    // then
    expect(again.status).toBe(429);
    expect(unknownAgain.body).toEqual(again.body);
  });

  it('finds the code worthless after five minutes or five tries', async () => {
    // given
    const late = await requestCode(server.visitor());

    // when
    minutes(6);

    // then
    expect(
      (await server.visitor().post('/api/session', { kind: 'member', ...named, code: late })).status,
    ).toBe(401);

    // given
    const code = await requestCode(server.visitor());
    const wrong = code === '000000' ? '111111' : '000000';

    // when
    for (let attempt = 1; attempt <= 5; attempt++) {
      await server.visitor().post('/api/session', { kind: 'member', ...named, code: wrong });
      // the lock on the person is another matter
      await server.database.db('login_throttle').delete();
    }

    // then
    expect((await server.visitor().post('/api/session', { kind: 'member', ...named, code })).status).toBe(
      401,
    );
  });

  it('is not sent codes without end', async () => {
    // when
    for (let round = 1; round <= 5; round++) {
      await requestCode(server.visitor());
      minutes(2);
    }
    const sixth = await server.visitor().post('/api/session/code', named);

    // then
    expect(sixth.status).toBe(429);
  });

  it('sets a password of the own after a code, and enters by it from then on', async () => {
    // given
    const visitor = server.visitor();
    await visitor.post('/api/session', { kind: 'member', ...named, code: await requestCode(visitor) });

    // when
    await visitor.put('/api/session/password', { next: 'Lan-1960-xx' });
    const entered = await server
      .visitor()
      .post('/api/session', { kind: 'member', ...named, password: 'Lan-1960-xx' });

    // then
    expect(entered.status).toBe(200);

    // when forgotten
    minutes(24 * 60);
    await visitor.post('/api/session', { kind: 'member', ...named, code: await requestCode(visitor) });
    const replaced = await visitor.put('/api/session/password', { next: 'Other-1960-x' });

    // then
    expect(replaced.status).toBe(200);
  });
});

describe('The log and the tables', () => {
  it('hold neither what was typed nor whom it was about', async () => {
    // when
    await server.visitor().post('/api/session', { kind: 'member', ...named, password: 'Secret-typed-9' });
    await login(server.visitor(), 'nobody', 'Secret-typed-9');

    // then
    const throttled = JSON.stringify(await server.database.db('login_throttle'));
    const all = server.log.join('') + throttled + JSON.stringify(await server.database.db('audit_log'));
    for (const secret of ['Secret-typed-9', named.name, named.phone]) expect(all).not.toContain(secret);
  });
});
