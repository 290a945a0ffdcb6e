import { deploy } from '../../engine/commands/deploy.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import type { JsonObject } from '../../engine/core/keys.ts';
import type { Services } from '../../engine/services.ts';
import { process } from './process.ts';

/** A small member service: application, acceptance with 退回补正, and an end that notifies. */
export function aidProcess(term = '3WD') {
  return process('aid', {
    name: '困难救助',
    properties: {
      serviceCode: 'KN',
      summary: '="申请 " + string(amount) + " 元"',
      milestones: '申请=start;受理=t_accept',
      eligibility: '=member.memberKind = "正式"',
      eligibilityMessage: '预备党员不能申请。',
    },
  })
    .start('start', { name: '申请', extensions: '<zeebe:formDefinition formId="aid-start" />' })
    .userTask('t_accept', {
      name: '支部受理',
      form: 'aid-accept',
      properties: { term, returnWith: 'acceptResult=supplement', visibleToApplicant: 'true' },
    })
    .exclusive('gw')
    .when('=acceptResult = "accept"')
    .serviceTask('s_notify', 'notify', {
      name: '通知本人',
      inputs: { to: '="applicant"', title: '="您的救助申请已受理"', sms: '=true' },
    })
    .end('end_done', { name: '已救助', properties: { outcome: 'done' } })
    .from('gw')
    .when('=acceptResult = "supplement"')
    .userTask('t_supplement', { name: '补正材料', form: 'aid-start', properties: { term: '10WD' } })
    .to('t_accept')
    .from('gw')
    .otherwise()
    .end('end_refused', { name: '不予受理', properties: { outcome: 'refused' } });
}

export const aidForms: { id: string; schema: JsonObject }[] = [
  {
    id: 'aid-start',
    schema: {
      id: 'aid-start',
      type: 'default',
      components: [
        { type: 'textfield', key: 'name', label: '姓名', id: 'f_name', readonly: true },
        {
          type: 'number',
          key: 'amount',
          label: '申请金额',
          id: 'f_amount',
          validate: { required: true, min: 1 },
        },
      ],
    },
  },
  {
    id: 'aid-accept',
    schema: {
      id: 'aid-accept',
      type: 'default',
      components: [
        {
          type: 'radio',
          key: 'acceptResult',
          label: '受理意见',
          id: 'f_result',
          validate: { required: true },
          values: [
            { label: '受理', value: 'accept' },
            { label: '不予受理', value: 'refuse' },
          ],
        },
      ],
    },
  },
];

export async function deployAid(services: Services, term?: string) {
  const deployed = await deploy(services, systemActor, {
    name: 'test',
    diagrams: [{ name: 'aid.bpmn', xml: aidProcess(term).xml() }],
    forms: aidForms,
  });
  return deployed.processes[0]!;
}
