import { z } from 'zod';
import { undoMigration } from '../../../commands/migrate-instances.ts';
import { listMigrations } from '../../../registers/migrations/list-migrations.ts';
import { readMigrationOutlook } from '../../../registers/migrations/migration-outlook.ts';
import { key } from '../../fields.ts';
import { defineRoute, type Route } from '../../route.ts';
import { carryOut, inWords } from './carry-out.ts';
import {
  migrateBody,
  migrationList,
  migrationOutlook,
  migrationResult,
  migrationsQuery,
  planQuery,
} from './schemas.ts';

const migrate = { resource: 'studio', action: 'migrate' };

export const routes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/migrations',
    summary: '一个流程以前的迁移，新的在前',
    authorize: migrate,
    query: migrationsQuery,
    response: migrationList,
    handler: ({ query }, services) => listMigrations(services, query.process),
  }),
  defineRoute({
    method: 'get',
    path: '/api/migrations/outlook',
    summary: '从一版迁移到另一版：步骤怎么对应，涉及哪些在办件',
    authorize: migrate,
    query: planQuery,
    response: migrationOutlook,
    handler: ({ actor, query }, services) => readMigrationOutlook(services, actor, query),
  }),
  defineRoute({
    method: 'post',
    path: '/api/migrations/trial',
    summary: '试算迁移：每件能不能去，为什么；不改动',
    authorize: migrate,
    body: migrateBody,
    response: migrationResult,
    handler: ({ actor, body }, services) => carryOut(services, actor, body, { dryRun: true }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/migrations',
    summary: '迁移在办件：去不了的留在原版，并说明原因',
    authorize: migrate,
    body: migrateBody,
    response: migrationResult,
    handler: ({ actor, body }, services) => carryOut(services, actor, body, { dryRun: false }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/migrations/:key/undo',
    summary: '撤销一次迁移：还在办的回到原版',
    authorize: migrate,
    params: z.object({ key }),
    response: migrationResult,
    handler: async ({ actor, params }, services) => inWords(await undoMigration(services, actor, params.key)),
  }),
];
