import type { Services } from '../services.ts';

/**
 * Loads the demo district where it is wanted: `DEMO=on`, or by itself into the empty embedded database.
 * @returns whether this installation is a demo: logins are shown, and SMS can be read by everybody
 */
export async function prepareDemo(services: Services, progress: (step: string) => void): Promise<boolean> {
  const { config, db, clock } = services;
  if (config.DEMO === 'off') return false;
  const known = await db('installation').where('name', 'demo').first();
  if (known) return wasFinished(known.value as { loadedAt: string | null });
  if (config.DEMO === 'auto' && config.DATABASE_URL) return false;
  if (await db('organisation').first('code')) {
    if (config.DEMO === 'on') progress('数据库里已有真实数据，不装入演示数据');
    return false;
  }
  progress('装入演示数据');
  await db('installation').insert({ name: 'demo', value: JSON.stringify({ loadedAt: null }) });
  const { loadDemo } = await import('../demo/load-demo.ts');
  await loadDemo(services, progress);
  const value = JSON.stringify({ loadedAt: clock.now().toISOString() });
  await db('installation').where('name', 'demo').update({ value });
  return true;
}

function wasFinished({ loadedAt }: { loadedAt: string | null }): true {
  if (loadedAt !== null) return true;
  throw new Error(
    '上次装入演示数据时中断，数据不完整。请删除 DATA_DIR 目录（或清空数据库）后重新启动；不要演示数据请设置 DEMO=off。',
  );
}
