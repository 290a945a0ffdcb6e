import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/inbox/:key(\\d+)?',
    name: 'inbox',
    component: () => import('./Inbox.vue'),
    meta: { title: '工作台', can: 'task:read', fill: true },
  },
];
