import { router } from '../router.ts';
import { api } from '../api/client.ts';
import { homePath, takeSession } from '../api/session.ts';
import type { SessionInfo } from '../../../engine/http/resources/session/schemas.ts';

export type Credentials =
  | { kind: 'account'; username: string; password: string }
  | { kind: 'member'; name: string; phone: string; code?: string; password?: string };

/** Logs in and goes where the person wanted to go, or to where his work starts. */
export async function enter(credentials: Credentials): Promise<void> {
  takeSession(await api.post<SessionInfo>('/api/session', credentials));
  const wanted = router.currentRoute.value.query.next;
  await router.replace(typeof wanted === 'string' && isOwnPath(wanted) ? wanted : homePath.value);
}

/** Only a path of this system: an address of another site in the link leads nowhere. */
export function isOwnPath(path: string): boolean {
  return path.startsWith('/') && !/^\/[/\\]/.test(path) && !path.startsWith('/login');
}
