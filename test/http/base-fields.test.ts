import { beforeAll, describe, expect, it } from 'vitest';
import { deploy } from '../../engine/commands/deploy.ts';
import type { CaseDetail } from '../../engine/http/resources/cases/schemas.ts';
import type { StartForm } from '../../engine/http/resources/catalogue/schemas.ts';
import type { TaskDetail } from '../../engine/http/resources/tasks/schemas.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import { plantDistrict, type District } from '../support/district.ts';
import { useServer, type Visitor } from '../support/http.ts';
import { process } from '../support/process.ts';

// What the member base says of the applicant is not the applicant's to rewrite, however a form is drawn.

const server = useServer();
let people: District;
let member: Visitor;
let branch: Visitor;

const drawn = process('proof', { name: '党员身份证明', properties: { serviceCode: 'ZM' } })
  .start('start', { name: '申请', extensions: '<zeebe:formDefinition formId="proof-start" />' })
  .userTask('t_accept', { name: '支部受理', form: 'proof-accept', properties: { returnWith: 'result=back' } })
  .exclusive('gw')
  .when('=result = "back"')
  .userTask('t_supplement', { name: '补正材料', form: 'proof-start' })
  .to('t_accept')
  .from('gw')
  .otherwise()
  .end('end', { name: '已出具' });

const field = (key: string, label: string, more = {}) => ({
  type: 'textfield',
  id: key,
  key,
  label,
  ...more,
});
const forms = [
  {
    id: 'proof-start',
    schema: {
      id: 'proof-start',
      type: 'default',
      components: [
        field('name', '姓名'),
        field('joinDate', '入党日期'),
        field('address', '现居住地址', { properties: { editable: 'true' } }),
        field('use', '用途'),
      ],
    },
  },
  {
    id: 'proof-accept',
    schema: {
      id: 'proof-accept',
      type: 'default',
      components: [field('name', '姓名'), field('result', '意见')],
    },
  },
];

const address = '/api/services/proof/start';
let formKey: string;

beforeAll(async () => {
  people = await plantDistrict(server.database.db);
  await server.services.policy.reload();
  await server.services.db('member').where('id', people.member.memberId).update({ address: '水渡新村 3 号' });
  await deploy(server.services, systemActor, {
    name: 'test',
    diagrams: [{ name: 'proof.bpmn', xml: drawn.xml() }],
    forms,
  });
  member = await server.loginAsMember(people.member.memberId);
  branch = await server.loginAs('shuiduxincun');
  formKey = (await member.get<StartForm>(address)).body.form.key;
});

const apply = (data: object) => member.post<{ caseNumber: string }>(address, { formKey, data });

async function variablesOf(number: string): Promise<Record<string, unknown>> {
  const row = await server.services
    .db('case_file as c')
    .join('process_instance as i', 'i.key', 'c.instance_key')
    .where('c.number', number)
    .first('i.key', 'i.data');
  return row.data.elements[row.key].variables;
}

const taskOf = async (visitor: Visitor, number: string) =>
  (await visitor.get<CaseDetail>(`/api/cases/${number}`)).body.tasks[0]!.key;

describe('A field that shows the member base', () => {
  it('is given to people read-only, with what is true now over any draft', async () => {
    // given
    await member.put('/api/services/proof/draft', { formKey, data: { name: '假名字', use: '外出就业' } });

    // when
    const { body } = await member.get<StartForm>(address);

    // then
    const [name, joinDate, home, use] = body.form.schema.components as { readonly?: boolean }[];
    expect([name!.readonly, joinDate!.readonly, home!.readonly, use!.readonly]).toEqual([
      true,
      true,
      undefined,
      undefined,
    ]);
    expect(body.data).toMatchObject({ name: '王秀兰', joinDate: '1990-07-01', use: '外出就业' });
  });

  it('cannot be rewritten with an application', async () => {
    for (const lie of [{ name: '假名字' }, { joinDate: '1950-01-01' }]) {
      const refused = await apply({ ...lie, use: '外出就业' });
      expect(refused.status).toBe(422);
      expect(refused.body).toMatchObject({
        fields: [{ field: Object.keys(lie)[0], message: '这一项不能修改。' }],
      });
    }
  });

  it('goes into the case as the base has it, and an editable one as it was written', async () => {
    // when
    const shown = { name: '王秀兰', joinDate: '1990-07-01' };
    const { status, body } = await apply({ ...shown, address: '外省某地', use: '外出就业' });

    // then
    expect(status).toBe(200);
    expect(await variablesOf(body.caseNumber)).toMatchObject({
      ...shown,
      address: '外省某地',
      use: '外出就业',
      phone: '139****0231',
    });
    const { body: file } = await branch.get<CaseDetail>(`/api/cases/${body.caseNumber}`);
    expect(file.forms[0]!.fields.map(({ key, text }) => [key, text])).toEqual([
      ['name', '王秀兰'],
      ['joinDate', '1990-07-01'],
      ['address', '外省****'],
      ['use', '外出就业'],
    ]);
  });

  it('cannot be rewritten later on, in a supplement or by a unit', async () => {
    // given
    const { body } = await apply({ use: '外出就业' });
    const accept = await taskOf(branch, body.caseNumber);
    const { body: opened } = await branch.get<TaskDetail>(`/api/tasks/${accept}`);
    expect((opened.form!.schema.components as object[])[0]).toMatchObject({ key: 'name', readonly: true });
    expect(opened.data).toMatchObject({ name: '王秀兰' });

    // when
    const lie = { data: { name: '假名字', result: 'ok' } };
    const byUnit = await branch.post(`/api/tasks/${accept}/complete`, lie);
    await branch.post(`/api/tasks/${accept}/return`, { reason: '请写明用途。' });
    const supplement = await taskOf(member, body.caseNumber);
    const byMember = await member.post(`/api/tasks/${supplement}/complete`, { data: { name: '假名字' } });

    // then
    expect([byUnit.status, byMember.status]).toEqual([422, 422]);
    const truth = await member.post(`/api/tasks/${supplement}/complete`, { data: { use: '办理落户' } });
    expect(truth.status).toBe(200);
    expect(await variablesOf(body.caseNumber)).toMatchObject({ name: '王秀兰', use: '办理落户' });
  });
});
