import { process } from '../support/process.ts';

/** The unit whose box the service task writes to; the bench's organisation. */
export const UNIT = '01000000';

/** start → user task → XOR → service → end */
export const benchProcess = process('bench')
  .start()
  .userTask('decide', { extensions: `<zeebe:assignmentDefinition candidateGroups="${UNIT}" />` })
  .exclusive('gw')
  .when('=granted')
  .serviceTask('tell', 'notify', {
    inputs: { to: `="${UNIT}"`, title: '="Granted"', body: '="By the bench"' },
  })
  .end('yes')
  .from('gw')
  .otherwise()
  .end('no');

/** The same for bpmn-engine, in the plain BPMN it understands. */
export const plainBpmn = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  targetNamespace="http://bench">
  <process id="bench" isExecutable="true">
    <startEvent id="start" />
    <sequenceFlow id="f1" sourceRef="start" targetRef="decide" />
    <userTask id="decide" />
    <sequenceFlow id="f2" sourceRef="decide" targetRef="gw" />
    <exclusiveGateway id="gw" default="f4" />
    <sequenceFlow id="f3" sourceRef="gw" targetRef="tell">
      <conditionExpression xsi:type="tFormalExpression" language="javascript">next(null, environment.output.decide.granted);</conditionExpression>
    </sequenceFlow>
    <serviceTask id="tell" implementation="\${environment.services.tell}" />
    <sequenceFlow id="f5" sourceRef="tell" targetRef="yes" />
    <endEvent id="yes" />
    <sequenceFlow id="f4" sourceRef="gw" targetRef="no" />
    <endEvent id="no" />
  </process>
</definitions>`;
