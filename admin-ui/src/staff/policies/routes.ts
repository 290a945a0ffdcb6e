import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  { path: '/policies', redirect: '/policies/assignments' },
  {
    path: '/policies/:name(permissions|assignments|escalation|calendar)',
    name: 'policies',
    component: () => import('./PoliciesPage.vue'),
    props: true,
    meta: { title: '职责与权限', can: 'policy:read' },
  },
];
