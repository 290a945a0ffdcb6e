import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/cases',
    name: 'cases',
    component: () => import('./Cases.vue'),
    meta: { title: '办件', can: 'case:read' },
  },
  {
    path: '/cases/:number',
    name: 'case',
    component: () => import('./CasePage.vue'),
    meta: { title: '办件', can: 'case:read' },
  },
];
