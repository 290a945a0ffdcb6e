import { beforeAll, describe, expect, it } from 'vitest';
import { deploy } from '../../engine/commands/deploy.ts';
import type { AuditItem } from '../../engine/http/resources/audit/schemas.ts';
import type { CaseDetail } from '../../engine/http/resources/cases/schemas.ts';
import type { StartForm } from '../../engine/http/resources/catalogue/schemas.ts';
import type { MemberDetail } from '../../engine/http/resources/members/schemas.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import { OTHER_BRANCH, plantDistrict, type District } from '../support/district.ts';
import { useServer, type Visitor } from '../support/http.ts';
import { process } from '../support/process.ts';

// What people are reached, told apart or paid by: in part wherever a case shows it, in full for a reason.

const start = '/api/services/proof/start';
const HOME = '清河区水渡口街道沈阳路 18 号';

const server = useServer();
let people: District;
let member: Visitor;
let branch: Visitor;
let district: Visitor;
let formKey: string;

const drawn = process('proof', { name: '党员身份证明', properties: { serviceCode: 'ZM' } })
  .start('start', { name: '申请', extensions: '<zeebe:formDefinition formId="proof-start" />' })
  .userTask('t_accept', { name: '支部受理' })
  .end('end', { name: '已出具' });

const field = (key: string, label: string, more = {}) => ({
  type: 'textfield',
  id: key,
  key,
  label,
  ...more,
});
const readonly = { readonly: true };
const schema = {
  id: 'proof-start',
  type: 'default',
  components: [
    field('memberNo', '党员编号', readonly),
    field('idNo', '身份证号码', readonly),
    field('phone', '联系电话', readonly),
    field('address', '现居住地址', readonly),
    field('use', '用途', { type: 'textarea' }),
    field('payee', '收款账号', { properties: { personal: 'bank' } }),
    {
      type: 'dynamiclist',
      id: 'family',
      path: 'family',
      label: '家庭成员',
      components: [field('name', '姓名'), field('phone', '电话')],
    },
  ],
};

beforeAll(async () => {
  people = await plantDistrict(server.database.db);
  await server.services.policy.reload();
  const { vault, db } = server.services;
  await db('member')
    .where('id', people.member.memberId)
    .update({ address: HOME, id_no_sealed: vault.seal('320803196005011234') });
  await deploy(server.services, systemActor, {
    name: 'test',
    diagrams: [{ name: 'proof.bpmn', xml: drawn.xml() }],
    forms: [{ id: 'proof-start', schema }],
  });
  member = await server.loginAsMember(people.member.memberId);
  formKey = (await member.get<StartForm>(start)).body.form.key;
  branch = await server.loginAs('shuiduxincun');
  district = await server.loginAs('district');
});

async function apply(): Promise<string> {
  const data = {
    use: '外出就业，请打 13912345678',
    payee: '6228480402564890018',
    family: [{ name: '王强', phone: '13987654321' }],
  };
  const { status, body } = await member.post<{ caseNumber: string }>(start, { formKey, data });
  expect(status, JSON.stringify(body)).toBe(200);
  return body.caseNumber;
}

async function fileFor(visitor: Visitor, number: string) {
  const { body } = await visitor.get<CaseDetail>(`/api/cases/${number}`);
  const [form] = body.forms;
  const texts = Object.fromEntries(form!.fields.map(({ key, text }) => [key, text]));
  const masked = form!.fields.filter((one) => one.masked).map(({ key }) => key);
  return { body, form: form!, texts, masked };
}

const reveal = (visitor: Visitor, number: string, form: string, body: object) =>
  visitor.post<{ value: string }>(`/api/cases/${number}/forms/${form}/reveal`, body);

describe('Personal data of a case', () => {
  it('shows staff a part of it in the dossier, as the sheet of the member does', async () => {
    // given
    const number = await apply();

    // when
    const { texts, masked, body } = await fileFor(branch, number);

    // then
    expect(texts).toMatchObject({
      memberNo: expect.stringMatching(/^\d{13}$/),
      idNo: '3208**********1234',
      phone: '139****0231',
      address: '清河区水渡口****',
      use: '外出就业，请打 139****5678',
      payee: '***************0018',
      'family.0.name': '王强',
      'family.0.phone': '139****4321',
    });
    expect(masked).toEqual(['idNo', 'phone', 'address', 'use', 'payee', 'family.0.phone']);
    expect(JSON.stringify(body)).not.toMatch(/沈阳路 18|13912345678|13987654321|6228480402564890018/);
    const sheet = (await branch.get<MemberDetail>(`/api/members/${people.member.memberId}`)).body.fields;
    for (const key of ['idNo', 'phone', 'address', 'memberNo'])
      expect(sheet.find((one) => one.key === key)!.value, key).toBe(texts[key]);
  });

  it('leaves the applicant what he wrote', async () => {
    const number = await apply();
    const { texts, masked, body } = await fileFor(member, number);
    expect(texts).toMatchObject({
      address: HOME,
      use: '外出就业，请打 13912345678',
      'family.0.phone': '13987654321',
    });
    expect(masked).toEqual([]);
    expect(body.actions).not.toContain('reveal');
  });

  it('opens line by line for a reason that goes on record', async () => {
    // given
    const number = await apply();
    const { form, body } = await fileFor(branch, number);
    expect(body.actions).toContain('reveal');

    // when
    const shown: Record<string, string> = {};
    for (const key of ['idNo', 'phone', 'address', 'use', 'payee', 'family.0.phone']) {
      const answer = await reveal(branch, number, form.id, { field: key, reason: `入户走访：${key}` });
      expect(answer.status, key).toBe(200);
      shown[key] = answer.body.value;
    }

    // then: what the case keeps of the member only in part comes from the base
    expect(shown).toEqual({
      idNo: '320803196005011234',
      phone: '13900000231',
      address: HOME,
      use: '外出就业，请打 13912345678',
      payee: '6228480402564890018',
      'family.0.phone': '13987654321',
    });
    const { items } = (await district.get<{ items: AuditItem[] }>('/api/audit?limit=200')).body;
    const lines = items.filter((one) => one.caseNumber === number && one.action === 'reveal');
    expect(lines).toHaveLength(6);
    expect(lines.map(({ detail }) => detail)).toContainEqual({
      field: '现居住地址',
      reason: '入户走访：address',
    });
  });

  it('stays closed without a reason, without the right, and for a line that is not there', async () => {
    // given
    const number = await apply();
    const { form, body } = await fileFor(branch, number);
    const asked = { field: 'address', reason: '入户走访' };
    await branch.post(`/api/tasks/${body.tasks[0]!.key}/transfer`, {
      orgCode: OTHER_BRANCH,
      reason: '请代为核实',
    });

    // when
    const other = await server.loginAs('shenyanglu1');

    // then
    expect((await fileFor(other, number)).body.actions).not.toContain('reveal');
    expect(await reveal(other, number, form.id, asked)).toMatchObject({ status: 404 });
    expect(await reveal(member, number, form.id, asked)).toMatchObject({ status: 403 });
    expect(await reveal(branch, number, form.id, { ...asked, reason: ' ' })).toMatchObject({ status: 422 });
    expect(await reveal(branch, number, form.id, { ...asked, field: 'nothing' })).toMatchObject({
      status: 404,
    });
    const elsewhere = await fileFor(branch, await apply());
    expect(await reveal(branch, number, elsewhere.form.id, asked)).toMatchObject({ status: 404 });
  });
});
