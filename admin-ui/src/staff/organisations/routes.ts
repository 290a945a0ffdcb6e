import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/organisations/:code(\\d+)?',
    name: 'organisations',
    component: () => import('./OrganisationsPage.vue'),
    props: true,
    meta: { title: '党组织', can: 'organisation:read', fill: true },
  },
];
