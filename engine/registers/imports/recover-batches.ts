import type { Services } from '../../services.ts';

/**
 * Frees imports that a stopped server left half-way. Nothing of them was kept: whoever uploaded the file may go on.
 * While any node is importing, its transaction holds the lock that is tried here.
 */
export async function recoverBatches({ db, clock }: Pick<Services, 'db' | 'clock'>): Promise<void> {
  await db.transaction(async (tx) => {
    const { rows } = await tx.raw<{ rows: { free: boolean }[] }>(
      "select pg_try_advisory_xact_lock(hashtext('import')) as free",
    );
    if (!rows[0]!.free) return;
    const error = '服务曾经中断，这个文件没有导入，请重新提交。';
    await tx('import_batch').where('state', 'importing').update({ state: 'ready', error });
    const longAgo = new Date(clock.now().getTime() - 15 * 60_000);
    await tx('import_batch')
      .where('state', 'reading')
      .where('created_at', '<', longAgo)
      .update({ state: 'failed', error: '服务曾经中断，文件没有读完，请重新上传。' });
  });
}
