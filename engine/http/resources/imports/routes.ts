import path from 'node:path';
import { z } from 'zod';
import { requireBatch, type Batch } from '../../../registers/imports/batch.ts';
import {
  beginCommit,
  discardBatch,
  finishCommit,
  requireWhole,
} from '../../../registers/imports/commit-batch.ts';
import { importReach, requireMayImport } from '../../../registers/imports/import-reach.ts';
import { listBatches } from '../../../registers/imports/list-batches.ts';
import { listRows } from '../../../registers/imports/list-rows.ts';
import { openBatch, readBatch } from '../../../registers/imports/open-batch.ts';
import { reportWorkbook } from '../../../registers/imports/report.ts';
import { XLSX } from '../../../registers/workbook.ts';
import { key } from '../../fields.ts';
import { defineRoute, type Route } from '../../route.ts';
import {
  commitBody,
  importBatch,
  importKind,
  importList,
  importQuery,
  importRowPage,
  importRowQuery,
  type ImportBatch,
} from './schemas.ts';

const read = { resource: 'import', action: 'read' };
const run = { resource: 'import', action: 'run' };
const params = z.object({ id: key });
const MOST_BYTES = 20 * 1024 * 1024;

export const routes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/imports',
    summary: '管理范围内的导入，最近的在前',
    authorize: read,
    query: importQuery,
    response: importList,
    async handler({ actor, query }, services) {
      return { items: (await listBatches(services, actor, query.kind)).map(toAnswer) };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/imports',
    summary: '上传党组织、党员名册或账号表（xlsx、csv，20 MB 以内）；逐行检查在后台进行，进度查这次导入',
    authorize: run,
    upload: { maxBytes: MOST_BYTES },
    body: z.object({ kind: importKind }),
    response: importBatch,
    async handler({ actor, body, file }, services) {
      await requireMayImport(services, actor, body.kind);
      const incoming = { kind: body.kind, name: file!.name, bytes: file!.buffer };
      const batch = await openBatch(services, actor, actor.orgCode, incoming);
      // goes on after the answer; whatever happens is kept in the batch
      void readBatch(services, batch, importReach(services, actor));
      return toAnswer(batch);
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/imports/:id',
    summary: '一次导入的状态、进度和汇总',
    authorize: read,
    params,
    response: importBatch,
    handler: async ({ actor, params }, services) =>
      toAnswer(await requireBatch(services, actor, params.id, 'read')),
  }),
  defineRoute({
    method: 'get',
    path: '/api/imports/:id/rows',
    summary: '逐行结果：拒绝、规范、提醒了什么',
    authorize: read,
    params,
    query: importRowQuery,
    response: importRowPage,
    async handler({ actor, params, query }, services) {
      const { id } = await requireBatch(services, actor, params.id, 'read');
      return listRows(services, id, query);
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/imports/:id/report',
    summary: '下载逐行报告（Excel）',
    authorize: read,
    params,
    async handler({ actor, params }, services) {
      const batch = await requireBatch(services, actor, params.id, 'read');
      const name = `${path.parse(batch.fileName).name}-导入报告.xlsx`;
      return { file: await reportWorkbook(services, batch), name, mime: XLSX };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/imports/:id/commit',
    summary: '正式导入：整个文件，或只导入合格的行；在后台进行',
    authorize: run,
    params,
    body: commitBody,
    response: importBatch,
    async handler({ actor, params, body }, services) {
      const batch = await requireBatch(services, actor, params.id, 'run');
      await requireMayImport(services, actor, batch.kind);
      if (batch.state === 'ready') requireWhole(batch.summary, body.mode);
      await beginCommit(services, batch);
      const reach = importReach(services, actor);
      void finishCommit(services, actor, batch, { mode: body.mode, reach });
      return toAnswer(await requireBatch(services, actor, params.id, 'run'));
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/imports/:id',
    summary: '放弃一个还没有导入的文件',
    authorize: run,
    params,
    async handler({ actor, params }, services) {
      await discardBatch(services, actor, await requireBatch(services, actor, params.id, 'run'));
    },
  }),
];

function toAnswer({ orgCode: _orgCode, createdAt, importedAt, ...batch }: Batch): ImportBatch {
  return { ...batch, createdAt: createdAt.toISOString(), importedAt: importedAt?.toISOString() ?? null };
}
