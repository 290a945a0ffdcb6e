import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/services',
    name: 'services',
    component: () => import('./Services.vue'),
    meta: { title: '服务办理', can: 'service:start' },
  },
  {
    path: '/services/:processId',
    name: 'service',
    component: () => import('./FileForMember.vue'),
    meta: { title: '代办申请', can: 'service:start' },
  },
];
