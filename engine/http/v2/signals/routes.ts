import { z } from 'zod';
import { broadcastSignal } from '../../../commands/broadcast-signal.ts';
import type { JsonObject } from '../../../core/keys.ts';
import { TENANT } from '../../../registers/engine/searchable.ts';
import { defineRoute, type Route } from '../../route.ts';
import { key, tenantId, variables } from '../fields.ts';

export const routes: Route[] = [
  defineRoute({
    method: 'post',
    path: '/v2/signals/broadcast',
    summary: '广播信号，此刻在等的都收到',
    authorize: { resource: 'message', action: 'publish' },
    body: z.strictObject({
      signalName: z.string().min(1),
      variables: variables.default({}),
      tenantId: tenantId.optional(),
    }),
    response: z.object({ signalKey: key, tenantId }),
    handler: async ({ actor, body }, services) => {
      const { signalKey } = await broadcastSignal(services, actor, {
        name: body.signalName,
        variables: body.variables as JsonObject,
      });
      return { signalKey, tenantId: TENANT };
    },
  }),
];
