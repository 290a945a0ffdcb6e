import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/m',
    component: () => import('./MemberShell.vue'),
    children: [
      { path: '', name: 'm-home', component: () => import('./HomePage.vue'), meta: { title: '首页' } },
      {
        path: 'me',
        name: 'm-sheet',
        component: () => import('./SheetPage.vue'),
        meta: { title: '我的信息' },
      },
      {
        path: 'cases',
        name: 'm-cases',
        component: () => import('./CasesPage.vue'),
        meta: { title: '我的办件' },
      },
      {
        path: 'cases/:number',
        name: 'm-case',
        component: () => import('./CasePage.vue'),
        props: true,
        meta: { title: '办件' },
      },
      {
        path: 'apply/:processId',
        name: 'm-apply',
        component: () => import('./ApplyPage.vue'),
        props: true,
        meta: { title: '申请' },
      },
      {
        path: 'tasks/:taskKey',
        name: 'm-task',
        component: () => import('./TaskPage.vue'),
        props: true,
        meta: { title: '待我办理' },
      },
      {
        path: 'messages',
        name: 'm-messages',
        component: () => import('./MessagesPage.vue'),
        meta: { title: '消息' },
      },
    ],
  },
];
