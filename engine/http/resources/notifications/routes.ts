import { z } from 'zod';
import { listNotifications } from '../../../registers/notifications/list-notifications.ts';
import { markAllRead, markRead } from '../../../registers/notifications/mark-read.ts';
import { key, pageQuery } from '../../fields.ts';
import { defineRoute, type Route } from '../../route.ts';
import { notificationPage } from './schemas.ts';

export const routes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/notifications',
    summary: '我的消息（单位账号看本单位的），新的在前',
    authorize: 'login',
    query: pageQuery,
    response: notificationPage,
    handler: ({ actor, query }, services) => listNotifications(services, actor, query),
  }),
  defineRoute({
    method: 'post',
    path: '/api/notifications/:id/read',
    summary: '这条消息已读',
    authorize: 'login',
    params: z.object({ id: key }),
    handler: ({ actor, params }, services) => markRead(services, actor, params.id),
  }),
  defineRoute({
    method: 'post',
    path: '/api/notifications/read-all',
    summary: '全部消息已读',
    authorize: 'login',
    handler: ({ actor }, services) => markAllRead(services, actor),
  }),
];
