import { z } from 'zod';
import { messageSubscriptions, subscriptionStates } from '../../../registers/engine/message-subscriptions.ts';
import type { Route } from '../../route.ts';
import { instant, key, tenantId } from '../fields.ts';
import { searchRoute } from '../search-route.ts';

export const routes: Route[] = [
  searchRoute(messageSubscriptions, {
    path: '/v2/message-subscriptions/search',
    summary: '查流程正在等的消息',
    authorize: { resource: 'instance', action: 'read' },
    item: z.object({
      messageSubscriptionKey: key,
      processInstanceKey: key,
      processDefinitionKey: key,
      processDefinitionId: z.string(),
      elementId: z.string(),
      elementInstanceKey: key,
      messageSubscriptionState: z.enum(Object.keys(subscriptionStates)),
      lastUpdatedDate: instant,
      messageName: z.string(),
      correlationKey: z.string(),
      tenantId,
    }),
  }),
];
