import { statfs } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { z } from 'zod';
import type { Services } from '../../../services.ts';
import type { WorkerState } from '../../../workers/start-workers.ts';
import { defineRoute, type Route } from '../../route.ts';
import { health } from './schemas.ts';

type Part = z.infer<typeof health>['database'];

const PATIENCE_MS = 2000;
const LEAST_FREE_BYTES = 512 * 1024 * 1024;

export const routes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/healthz',
    summary: '本节点是否健康：数据库、后台任务、磁盘；有一项不好就答 503',
    authorize: 'public',
    passive: true,
    response: health,
    async handler({ node, setStatus }, services) {
      const [database, disk] = await Promise.all([
        checkDatabase(services),
        checkDisk(services.config.DATA_DIR),
      ]);
      const workers = checkWorkers(node.workers(), services.config.WORKERS === 'on');
      const ok = database.ok && disk.ok && workers.ok;
      if (!ok) setStatus(503);
      return { ok, version: services.config.version, database, workers, disk };
    },
  }),
];

async function checkDatabase({ pool }: Services): Promise<Part> {
  const late = pause(PATIENCE_MS, 'late' as const, { ref: false });
  const answered = pool.query('select 1').then(
    () => 'here' as const,
    () => 'gone' as const,
  );
  const state = await Promise.race([answered, late]);
  if (state === 'here') return { ok: true, detail: '正常' };
  return { ok: false, detail: state === 'late' ? `${PATIENCE_MS / 1000} 秒内没有回答` : '连不上' };
}

export function checkWorkers(state: WorkerState | null, wanted: boolean): Part {
  if (!wanted) return { ok: true, detail: '本节点不跑后台任务' };
  if (!state?.running) return { ok: false, detail: '后台任务没有运行' };
  const failing = Object.entries(state.tasks)
    .filter(([, { lastError }]) => lastError !== null)
    .map(([name]) => name);
  return failing.length > 0
    ? { ok: false, detail: `最近一次失败：${failing.join('、')}` }
    : { ok: true, detail: '正常' };
}

async function checkDisk(folder: string): Promise<Part> {
  const stats = await statfs(folder).catch(() => null);
  if (!stats) return { ok: false, detail: '数据目录读不到' };
  const free = stats.bavail * stats.bsize;
  const words = `剩余 ${(free / 1024 ** 3).toFixed(1)} GB`;
  return { ok: free >= LEAST_FREE_BYTES, detail: words };
}
