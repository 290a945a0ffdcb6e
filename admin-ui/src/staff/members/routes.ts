import type { RouteRecordRaw } from 'vue-router';

/** One screen: the roster stays while a member's sheet opens beside it. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/members/:id(\\d+)?',
    name: 'members',
    component: () => import('./MembersPage.vue'),
    props: true,
    meta: { title: '党员名册', can: 'member:read', fill: true },
  },
];
