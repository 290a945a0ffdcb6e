import type { Services } from '../../services.ts';
import { listToWorkbook } from '../workbook.ts';
import type { Batch } from './batch.ts';
import type { Finding } from './finding.ts';
import { rowsWithFindings, type ListedRow } from './list-rows.ts';

const done: Record<Finding['action'], string> = {
  reject: '未导入',
  normalise: '已规范后导入',
  warn: '已导入，请核对',
  accept: '照录',
  ignore: '跳过',
};
const toDo: Record<Finding['action'], string> = {
  reject: '不能导入',
  normalise: '导入时规范',
  warn: '可以导入，请核对',
  accept: '照录',
  ignore: '跳过',
};

/** What was done about a finding, or would be, in words. */
export function treatment(batch: Pick<Batch, 'state'>, row: ListedRow, { action }: Finding): string {
  if (row.outcome === 'reject') return batch.state === 'imported' ? done.reject : toDo.reject;
  return (batch.state === 'imported' ? done : toDo)[action];
}

/** The row-by-row report for whoever keeps the file: row, column, what is wrong, what was done. */
export async function reportWorkbook(
  { db, config }: Pick<Services, 'db' | 'config'>,
  batch: Batch,
): Promise<Buffer> {
  const rows = await rowsWithFindings(db, batch.id);
  const lines = rows.flatMap((row) => row.findings.map((finding) => ({ ...finding, row })));
  return listToWorkbook(config.TIME_ZONE, '导入报告', lines, [
    { title: '行号', value: ({ row }) => row.rowNo },
    { title: '姓名（名称）', value: ({ row }) => row.label },
    { title: '栏目', value: ({ field }) => field ?? '（整行）' },
    { title: '问题', value: ({ message }) => message },
    { title: '原来写的', value: ({ written }) => written },
    { title: '改为', value: ({ value }) => value },
    {
      title: batch.state === 'imported' ? '处理' : '将如何处理',
      value: (line) => treatment(batch, line.row, line),
    },
  ]);
}
