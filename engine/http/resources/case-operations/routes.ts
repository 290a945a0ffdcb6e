import { z } from 'zod';
import { activateElements } from '../../../commands/activate-elements.ts';
import { cancelInstance } from '../../../commands/cancel-instance.ts';
import { modifyInstance } from '../../../commands/modify-instance.ts';
import { previewModification } from '../../../commands/preview-modification.ts';
import { resumeInstance } from '../../../commands/resume-instance.ts';
import { setVariables } from '../../../commands/set-variables.ts';
import { suspendInstance } from '../../../commands/suspend-instance.ts';
import { readCasePositions } from '../../../registers/operations/case-positions.ts';
import { readCaseVariables } from '../../../registers/operations/case-variables.ts';
import { findManagedCase, requireCaseInstance } from '../../../registers/operations/managed-case.ts';
import { listOpenChoices, requireChoice } from '../../../registers/operations/open-choices.ts';
import { revealVariable } from '../../../registers/operations/reveal-variable.ts';
import { defineRoute, type Route } from '../../route.ts';
import {
  activateBody,
  caseChoices,
  casePositions,
  caseVariables,
  correctBody,
  foreseen,
  moveBody,
  moveQuestion,
  reasonBody,
  resumeBody,
  revealBody,
  revealed,
} from './schemas.ts';

const params = z.object({ number: z.string().max(40) });
const manage = { resource: 'case', action: 'manage' };
/** Managers choose as well; whether they or a responsible unit may is for the register to say. */
const activate = { resource: 'case', action: 'activate' };

export const routes: Route[] = [
  defineRoute({
    method: 'post',
    path: '/api/cases/:number/suspend',
    summary: '挂起办件：任务、定时、消息都停下',
    authorize: manage,
    params,
    body: reasonBody,
    async handler({ actor, params, body }, services) {
      const { instance_key: instanceKey } = await findManagedCase(services, actor, params.number);
      await suspendInstance(services, actor, { instanceKey, ...body });
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/cases/:number/resume',
    summary: '恢复挂起的办件',
    authorize: manage,
    params,
    body: resumeBody,
    async handler({ actor, params, body }, services) {
      const { instance_key: instanceKey } = await findManagedCase(services, actor, params.number);
      await resumeInstance(services, actor, { instanceKey, ...body });
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/cases/:number/terminate',
    summary: '终止办件，不能恢复',
    authorize: manage,
    params,
    body: reasonBody,
    async handler({ actor, params, body }, services) {
      const { instance_key: instanceKey } = await findManagedCase(services, actor, params.number);
      await cancelInstance(services, actor, { instanceKey, ...body });
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/cases/:number/positions',
    summary: '办件停在哪些步骤，可以改从哪里开始',
    authorize: manage,
    params,
    response: casePositions,
    handler: ({ actor, params }, services) => readCasePositions(services, actor, params.number),
  }),
  defineRoute({
    method: 'post',
    path: '/api/cases/:number/positions/preview',
    summary: '试算调整办理位置会发生什么，不改动',
    authorize: manage,
    params,
    body: moveQuestion,
    response: foreseen,
    async handler({ actor, params, body: { instanceKey, ...change } }, services) {
      const row = await findManagedCase(services, actor, params.number);
      const instance = await requireCaseInstance(services, row, instanceKey);
      return previewModification(services, row, instance, change);
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/cases/:number/positions',
    summary: '调整办理位置：结束一些步骤，开始另一些',
    authorize: manage,
    params,
    body: moveBody,
    async handler({ actor, params, body }, services) {
      const row = await findManagedCase(services, actor, params.number);
      await requireCaseInstance(services, row, body.instanceKey);
      await modifyInstance(services, actor, body);
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/cases/:number/choices',
    summary: '现在可以由您启动的事项（临时子流程）',
    authorize: activate,
    params,
    response: caseChoices,
    handler: ({ actor, params }, services) => listOpenChoices(services, actor, params.number),
  }),
  defineRoute({
    method: 'post',
    path: '/api/cases/:number/choices',
    summary: '启动事项',
    authorize: activate,
    params,
    body: activateBody,
    async handler({ actor, params, body: { elementIds, ...choice } }, services) {
      await requireChoice(services, actor, params.number, choice);
      const elements = elementIds.map((elementId) => ({ elementId, variables: {} }));
      await activateElements(services, actor, { ...choice, elements });
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/cases/:number/variables',
    summary: '办件的流程变量，个人信息已遮盖',
    authorize: manage,
    params,
    response: caseVariables,
    handler: ({ actor, params }, services) => readCaseVariables(services, actor, params.number),
  }),
  defineRoute({
    method: 'post',
    path: '/api/cases/:number/variables',
    summary: '更正流程变量',
    authorize: manage,
    params,
    body: correctBody,
    async handler({ actor, params, body }, services) {
      const row = await findManagedCase(services, actor, params.number);
      await requireCaseInstance(services, row, body.instanceKey);
      await setVariables(services, actor, { ...body, local: true });
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/cases/:number/variables/reveal',
    summary: '查看遮盖的变量原文，须填理由，留痕',
    authorize: manage,
    params,
    body: revealBody,
    response: revealed,
    handler: ({ actor, params, body }, services) => revealVariable(services, actor, { ...params, ...body }),
  }),
];
