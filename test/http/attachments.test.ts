import { beforeAll, describe, expect, it } from 'vitest';
import { deployFolder } from '../../engine/commands/deploy-folder.ts';
import { plantDistrict, type District } from '../support/district.ts';
import { useServer, type Visitor } from '../support/http.ts';

// The whole way of an attachment: sent from a form's file picker, opened by those who work the case.

const server = useServer();
const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');
const opinion = {
  kind: '建议',
  title: '增加夜间停车位',
  content: '建议与周边单位协商夜间错时共享车位。',
};
let people: District;
let member: Visitor;
let branch: Visitor;
let district: Visitor;
let uninvolved: Visitor;

beforeAll(async () => {
  people = await plantDistrict(server.database.db);
  await server.services.policy.reload();
  await deployFolder(server.services, { processes: 'processes', forms: 'forms' });
  member = await server.loginAsMember(people.member.memberId);
  branch = await server.loginAs('shuiduxincun');
  district = await server.loginAs('district');
  uninvolved = await server.loginAs('shenyanglu1');
});

const upload = async (visitor: Visitor, name: string) =>
  String((await visitor.upload('/api/files', name, pdf)).body.id);
const open = async (visitor: Visitor, id: string) => (await visitor.get(`/api/files/${id}`)).status;

async function apply(attachments: string[]): Promise<string> {
  const address = '/api/services/opinion/start';
  const { body } = await member.get<{ form: { key: string } }>(address);
  const started = await member.post<{ caseNumber: string }>(address, {
    formKey: body.form.key,
    data: { ...opinion, attachments },
  });
  expect(started.status, JSON.stringify(started.body)).toBe(200);
  return started.body.caseNumber;
}

async function taskOf(number: string): Promise<string> {
  const { db } = server.services;
  const row = await db('user_task as u')
    .join('case_file as c', 'c.id', 'u.case_id')
    .where({ 'c.number': number, 'u.state': 'created' })
    .first('u.key');
  return row.key as string;
}

describe('An attachment of an application', () => {
  it('opens for the units that may see the case and for the applicant, and for nobody else', async () => {
    // given
    const id = await upload(member, '停车位现状.pdf');

    // when
    await apply([id]);

    // then
    expect(await open(member, id)).toBe(200);
    expect(await open(district, id)).toBe(200);
    expect(await open(branch, id)).toBe(200);
    expect(await open(uninvolved, id)).toBe(404);
    expect(await open(await server.loginAsMember(people.probationary.memberId), id)).toBe(404);
  });

  it('that was sent with a supplement opens too, beside those sent before', async () => {
    // given
    const first = await upload(member, '停车位现状.pdf');
    const number = await apply([first]);
    const task = await taskOf(number);
    const returned = await district.post(`/api/tasks/${task}/return`, { reason: '请补上平面图。' });
    expect(returned.status, JSON.stringify(returned.body)).toBe(200);

    // when
    const second = await upload(member, '平面图.pdf');
    const done = await member.post(`/api/tasks/${await taskOf(number)}/complete`, {
      data: { ...opinion, attachments: [first, second] },
    });
    expect(done.status, JSON.stringify(done.body)).toBe(200);

    // then
    for (const id of [first, second]) {
      expect(await open(district, id)).toBe(200);
      expect(await open(uninvolved, id)).toBe(404);
    }
  });
});

describe('An attachment that does not open', () => {
  const ask = (visitor: Visitor, accept: string) =>
    visitor.fetch(`/api/files/${'0'.repeat(32)}`, { headers: { Accept: accept } });
  const tab = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

  it('says so in a browser tab on a page people can read', async () => {
    // when
    const answer = await ask(branch, tab);
    const page = await answer.text();

    // then
    expect(answer.status).toBe(404);
    expect(answer.headers.get('Content-Type')).toContain('text/html');
    expect(page).toContain('<html lang="zh-CN">');
    expect(page).toContain('没有找到这个文件');
    expect(page).not.toContain('"code"');
  });

  it('leads who is not logged in to the login', async () => {
    const page = await (await ask(server.visitor(), tab)).text();
    expect(page).toContain('href="/login"');
  });

  it('answers programs as everything else does', async () => {
    const answer = await ask(branch, '*/*');
    expect(answer.headers.get('Content-Type')).toContain('application/problem+json');
  });
});
