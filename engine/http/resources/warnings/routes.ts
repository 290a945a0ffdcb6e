import { readBoard } from '../../../registers/warnings/board.ts';
import { exportBoard } from '../../../registers/warnings/export-board.ts';
import { XLSX } from '../../../registers/workbook.ts';
import { listBoardTasks } from '../../../registers/warnings/list-tasks.ts';
import { listWarnings } from '../../../registers/warnings/list-warnings.ts';
import { defineRoute, type Route } from '../../route.ts';
import {
  board,
  boardExportQuery,
  boardQuery,
  boardTaskPage,
  boardTaskQuery,
  warningPage,
  warningQuery,
} from './schemas.ts';

const authorize = { resource: 'warning', action: 'read' };

export const routes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/warnings',
    summary: '未解除的红色预警，超期最久的在前',
    authorize,
    query: warningQuery,
    response: warningPage,
    handler: ({ actor, query }, services) => listWarnings(services, actor, query),
  }),
  defineRoute({
    method: 'get',
    path: '/api/warnings/board',
    summary: '督查看板：各直接下级的在办、超期、上报、最长超期和按时率',
    authorize,
    query: boardQuery,
    response: board,
    handler: ({ actor, query }, services) => readBoard(services, actor, query.org),
  }),
  defineRoute({
    method: 'get',
    path: '/api/warnings/board/tasks',
    summary: '督查看板上一个数背后的任务',
    authorize,
    query: boardTaskQuery,
    response: boardTaskPage,
    handler: ({ actor, query }, services) => listBoardTasks(services, actor, query),
  }),
  defineRoute({
    method: 'get',
    path: '/api/warnings/board/export',
    summary: '督查看板导出 Excel：总数、各单位、所看的任务',
    authorize,
    query: boardExportQuery,
    handler: async ({ actor, query }, services) => ({
      file: await exportBoard(services, actor, query),
      name: '督查预警.xlsx',
      mime: XLSX,
    }),
  }),
];
