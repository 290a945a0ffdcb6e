import { z } from 'zod';
import { correlateMessage } from '../../../commands/correlate-message.ts';
import { publishMessage } from '../../../commands/publish-message.ts';
import type { JsonObject } from '../../../core/keys.ts';
import { createProblem } from '../../../errors.ts';
import { TENANT } from '../../../registers/engine/searchable.ts';
import { defineRoute, type Route } from '../../route.ts';
import { key, long, tenantId, variables } from '../fields.ts';

const authorize = { resource: 'message', action: 'publish' };
const alreadyPublished = createProblem(
  'already_exists',
  409,
  'A message with this id has been published already.',
);

const message = z.strictObject({
  name: z.string().min(1),
  correlationKey: z.string().default(''),
  variables: variables.default({}),
  tenantId: tenantId.optional(),
});

export const routes: Route[] = [
  defineRoute({
    method: 'post',
    path: '/v2/messages/publication',
    summary: '发布消息；没有人等时，在 timeToLive 内留着',
    authorize,
    body: message.extend({
      timeToLive: long(0, 31_536_000_000).default(0),
      messageId: z.string().min(1).max(500).optional(),
    }),
    response: z.object({ messageKey: key, tenantId }),
    handler: async ({ actor, body }, services) => {
      const { messageKey } = await publishMessage(services, actor, {
        name: body.name,
        correlationKey: body.correlationKey,
        variables: body.variables as JsonObject,
        messageId: body.messageId,
        ttlMilliseconds: body.timeToLive,
      });
      if (messageKey === null) throw alreadyPublished();
      return { messageKey, tenantId: TENANT };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/v2/messages/correlation',
    summary: '把消息交给正在等它的流程；没有人等时 404',
    authorize,
    body: message,
    response: z.object({ messageKey: key, processInstanceKey: key, tenantId }),
    handler: async ({ actor, body }, services) => {
      const { messageKey, instanceKey } = await correlateMessage(services, actor, {
        name: body.name,
        correlationKey: body.correlationKey,
        variables: body.variables as JsonObject,
      });
      return { messageKey, processInstanceKey: instanceKey, tenantId: TENANT };
    },
  }),
];
