import type { Services } from '../../services.ts';
import { listToWorkbook } from '../workbook.ts';
import type { Batch } from './batch.ts';
import type { Finding } from './finding.ts';
import { rowsWithFindings } from './list-rows.ts';

/** What was done about a finding, in words. */
export const done: Record<Finding['action'], string> = {
  reject: '未导入',
  normalise: '已规范后导入',
  warn: '已导入，请核对',
  accept: '照录',
  ignore: '跳过',
};

/** The row-by-row report for whoever keeps the file: row, column, what is wrong, what was done. */
export async function reportWorkbook(
  { db, config }: Pick<Services, 'db' | 'config'>,
  batch: Batch,
): Promise<Buffer> {
  const rows = await rowsWithFindings(db, batch.id);
  const lines = rows.flatMap((row) => row.findings.map((finding) => ({ ...finding, row })));
  const waiting = batch.state !== 'imported';
  return listToWorkbook(config.TIME_ZONE, '导入报告', lines, [
    { title: '行号', value: ({ row }) => row.rowNo },
    { title: '姓名（名称）', value: ({ row }) => row.label },
    { title: '栏目', value: ({ field }) => field ?? '（整行）' },
    { title: '问题', value: ({ message }) => message },
    { title: '原来写的', value: ({ written }) => written },
    { title: '改为', value: ({ value }) => value },
    {
      title: waiting ? '将如何处理' : '处理',
      value: ({ action }) => (waiting ? done[action].replaceAll('已', '') : done[action]),
    },
  ]);
}
