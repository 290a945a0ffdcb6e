import { computed, reactive } from 'vue';
import type { SessionInfo } from '../../../engine/http/resources/session/schemas.ts';
import { api } from './client.ts';

export type Actor = NonNullable<SessionInfo['actor']>;
export type System = SessionInfo['system'];

const unknownSystem: System = {
  title: '清河区基层党建大数据系统',
  today: new Date().toISOString().slice(0, 10),
  now: new Date().toISOString(),
  demo: false,
  demoLogins: [],
  smsStandin: false,
};

/** Who is asking and what the system says of itself. Screens read it; only this file writes it. */
export const session = reactive({ actor: null as Actor | null, system: unknownSystem, loaded: false });

/** Difference between the office's clock (tests pin it) and the device's. */
let clockOffset = 0;

export async function loadSession(): Promise<void> {
  takeSession(await api.get<SessionInfo>('/api/session'));
}

/** Login and password change answer with the new session themselves. */
export function takeSession(info: SessionInfo): void {
  session.actor = info.actor;
  session.system = info.system;
  session.loaded = true;
  clockOffset = Date.parse(info.system.now) - Date.now();
}

export function forgetActor(): void {
  session.actor = null;
}

export async function logout(): Promise<void> {
  await api.delete('/api/session').catch(() => undefined);
  // a fresh page: nothing of the person who left stays in memory
  window.location.assign('/login');
}

/** Now by the office's clock. */
export function officeNow(): Date {
  return new Date(Date.now() + clockOffset);
}

/** @param pair `resource:action`: `can('task:claim')` */
export function can(pair: string): boolean {
  return session.actor?.can.includes(pair) ?? false;
}

/** Where this person's work starts. */
export const homePath = computed(() => {
  const { actor } = session;
  if (!actor) return '/login';
  if (actor.kind === 'member') return '/m';
  if (can('task:read')) return '/inbox';
  if (can('studio:edit')) return '/studio';
  if (can('account:read')) return '/accounts';
  return '/inbox';
});
