import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/studio',
    name: 'studio',
    component: () => import('./ProcessList.vue'),
    meta: { title: '流程工作室', can: 'studio:read' },
  },
  {
    path: '/studio/:processId',
    name: 'studio-process',
    component: () => import('./StudioPage.vue'),
    props: true,
    meta: { title: '流程工作室', can: 'studio:read', fill: true },
  },
  {
    path: '/studio/:processId/versions/:version(\\d+)',
    name: 'studio-version',
    component: () => import('./VersionPage.vue'),
    props: true,
    meta: { title: '流程版本', can: 'studio:read', fill: true },
  },
  {
    path: '/studio/:processId/migrate',
    name: 'studio-migrate',
    component: () => import('./migrate/MigratePage.vue'),
    props: true,
    meta: { title: '迁移在办件', can: 'studio:migrate' },
  },
];
