import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { httpSmsGateway } from '../../engine/channels/sms/http-gateway.ts';
import { useServer } from '../support/http.ts';
import { plantDistrict } from '../support/district.ts';

const message = { phone: '13812345678', text: '验证码 <123456>', idempotencyKey: 'job-1' };

describe('The SMS gateway', () => {
  const requests: { headers: IncomingHttpHeaders; body: string }[] = [];
  let answer = 202;
  let server: Server;
  let url: string;

  beforeAll(async () => {
    server = createServer(async (req, res) => {
      let body = '';
      for await (const chunk of req) body += String(chunk);
      requests.push({ headers: req.headers, body });
      res.writeHead(answer).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`;
  });
  afterAll(() => server.close());

  it('is spoken to with its token and a key it delivers once', async () => {
    // when
    await httpSmsGateway(() => ({ url, token: 'secret' })).send(message);

    // then
    expect(requests[0]!.headers).toMatchObject({
      authorization: 'Bearer secret',
      'idempotency-key': 'job-1',
      'content-type': 'application/json',
    });
    expect(JSON.parse(requests[0]!.body)).toEqual({ phone: message.phone, text: message.text });
  });

  it('that refuses or is gone makes the message wait, and the reason names nobody', async () => {
    // given
    answer = 500;

    // then
    await expect(httpSmsGateway(() => ({ url, token: undefined })).send(message)).rejects.toThrow('HTTP 500');
    const gone = httpSmsGateway(() => ({ url: 'http://127.0.0.1:1/', token: undefined }));
    await expect(gone.send(message)).rejects.toThrow(/^短信网关连不上（\w+）$/);
  });
});

describe('The stand-in in the demo', () => {
  const server = useServer({ routes: [], standin: { token: 'inside', open: true } });
  const send = (token: string) =>
    httpSmsGateway(() => ({ url: `${server.url}/standin/sms`, token })).send(message);

  it('keeps a message once and shows it to everybody', async () => {
    // when
    await send('inside');
    await send('inside');
    const page = await server.visitor().get<string>('/standin/sms');

    // then
    expect(page.status).toBe(200);
    expect(page.body.match(/138\d{8}/g)).toHaveLength(1);
    expect(page.body).toContain('验证码 &#60;123456&#62;');
  });

  it('takes nothing from strangers', async () => {
    await expect(send('guessed')).rejects.toThrow('HTTP 401');
  });
});

describe('The stand-in beside real data', () => {
  const server = useServer({ routes: [], standin: { token: 'inside', open: false } });

  it('is shown to system administrators alone: codes open doors', async () => {
    // given
    await plantDistrict(server.database.db);
    await server.database
      .db('account')
      .where('username', 'shuidukou')
      .update({ roles: ['sysadmin'] });

    // then
    expect((await server.visitor().get('/standin/sms')).status).toBe(403);
    expect((await (await server.loginAs('district')).get('/standin/sms')).status).toBe(403);
    expect((await (await server.loginAs('shuidukou')).get('/standin/sms')).status).toBe(200);
  });
});
