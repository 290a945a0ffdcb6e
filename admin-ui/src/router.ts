import {
  createRouter,
  createWebHistory,
  type RouteLocationNormalized,
  type RouteRecordRaw,
} from 'vue-router';
import { whenLoggedOut } from './api/client.ts';
import { can, forgetActor, homePath, session } from './api/session.ts';
import { routes as login } from './login/routes.ts';
import { routes as member } from './member/routes.ts';
import { routes as accounts } from './staff/accounts/routes.ts';
import { routes as audit } from './staff/audit/routes.ts';
import { routes as board } from './staff/board/routes.ts';
import { routes as cases } from './staff/cases/routes.ts';
import { routes as imports } from './staff/imports/routes.ts';
import { routes as inbox } from './staff/inbox/routes.ts';
import { routes as members } from './staff/members/routes.ts';
import { routes as organisations } from './staff/organisations/routes.ts';
import { routes as policies } from './staff/policies/routes.ts';
import { routes as service } from './staff/service/routes.ts';
import { routes as studio } from './studio/routes.ts';

declare module 'vue-router' {
  interface RouteMeta {
    /** Shown behind the name of the system in the window's title. */
    title?: string;
    /** Open without login. */
    public?: boolean;
    /** `resource:action` without which the screen makes no sense. */
    can?: string;
    /** The screen uses the whole window's height and scrolls inside. */
    fill?: boolean;
  }
}

const staff: RouteRecordRaw = {
  path: '/',
  component: () => import('./staff/shell/Shell.vue'),
  children: [
    ...inbox,
    ...cases,
    ...service,
    ...organisations,
    ...members,
    ...board,
    ...imports,
    ...accounts,
    ...audit,
    ...policies,
    ...studio,
    {
      path: '/not-found',
      name: 'not-found',
      component: () => import('./staff/home/NotFound.vue'),
      meta: { title: '没有这个页面' },
    },
  ],
};

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', redirect: () => homePath.value },
    ...login,
    ...member,
    staff,
    { path: '/:rest(.*)*', redirect: () => (session.actor?.kind === 'member' ? '/m' : '/not-found') },
  ],
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
});

router.beforeEach((to) => {
  const { actor } = session;
  if (to.meta.public) return true;
  if (!actor) return { path: '/login', query: { next: to.fullPath } };
  if (actor.mustChangePassword && to.path !== '/password') return '/password';
  if (to.meta.can && !can(to.meta.can)) return homePath.value;
  // members have their own screens; units have none of those
  if (actor.kind === 'member' && isStaffScreen(to)) return '/m';
  return true;
});

router.afterEach((to) => {
  document.title = to.meta.title ? `${to.meta.title} · ${session.system.title}` : session.system.title;
});

whenLoggedOut(() => {
  const { fullPath, meta } = router.currentRoute.value;
  forgetActor();
  if (!meta.public) void router.replace({ path: '/login', query: { next: fullPath } });
});

function isStaffScreen(to: RouteLocationNormalized): boolean {
  return to.matched.some((record) => record === to.matched[0] && record.path === '/');
}
