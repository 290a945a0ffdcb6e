import { completeJob } from '../../../commands/complete-job.ts';
import { failJob } from '../../../commands/fail-job.ts';
import { throwJobError } from '../../../commands/throw-job-error.ts';
import { updateJob } from '../../../commands/update-job.ts';
import type { JsonObject } from '../../../core/keys.ts';
import { readJobKey } from '../../../registers/engine/job-key.ts';
import { jobs } from '../../../registers/engine/jobs.ts';
import { defineRoute, type Route } from '../../route.ts';
import { keyParams, searchRoute } from '../search-route.ts';
import { toCorrections } from '../task-changes.ts';
import { activate } from './activate.ts';
import * as schemas from './schemas.ts';

const work = { resource: 'job', action: 'work' };

export const routes: Route[] = [
  defineRoute({
    method: 'post',
    path: '/v2/jobs/activation',
    summary: '领取作业；没有时等一等（requestTimeout，0 为 10 秒，负数不等）',
    authorize: work,
    body: schemas.activationBody,
    response: schemas.activated,
    handler: ({ actor, body, node, signal }, services) =>
      activate(services, actor, body, node.changes, signal),
  }),
  searchRoute(jobs, {
    path: '/v2/jobs/search',
    summary: '查作业，未办的和办过的',
    authorize: { resource: 'job', action: 'read' },
    item: schemas.job,
  }),
  defineRoute({
    method: 'post',
    path: '/v2/jobs/:key/completion',
    summary: '办完；任务监听可以拒绝或更正任务',
    authorize: work,
    params: keyParams,
    body: schemas.completionBody,
    handler: async ({ actor, params, body }, services) => {
      const { denied, deniedReason, corrections } = body.result ?? {};
      await completeJob(services, actor, {
        ...readJobKey(params.key),
        variables: (body.variables ?? {}) as JsonObject,
        listener: {
          ...(denied ? { denied: deniedReason ?? '' } : {}),
          ...(corrections ? { corrections: toCorrections(corrections) } : {}),
        },
      });
    },
  }),
  defineRoute({
    method: 'post',
    path: '/v2/jobs/:key/failure',
    summary: '没办成；还有次数的过一会儿再发，没有次数的成为故障',
    authorize: work,
    params: keyParams,
    body: schemas.failureBody,
    handler: async ({ actor, params, body }, services) => {
      await failJob(services, actor, {
        ...readJobKey(params.key),
        retries: body.retries,
        message: body.errorMessage,
        backOffMilliseconds: body.retryBackOff,
        variables: body.variables as JsonObject | undefined,
      });
    },
  }),
  defineRoute({
    method: 'post',
    path: '/v2/jobs/:key/error',
    summary: '报业务错误，由流程图里的错误事件接住',
    authorize: work,
    params: keyParams,
    body: schemas.errorBody,
    handler: async ({ actor, params, body }, services) => {
      await throwJobError(services, actor, {
        ...readJobKey(params.key),
        errorCode: body.errorCode,
        message: body.errorMessage ?? '',
        variables: (body.variables ?? {}) as JsonObject,
      });
    },
  }),
  defineRoute({
    method: 'patch',
    path: '/v2/jobs/:key',
    summary: '改剩余次数，或给在办的多些时间',
    authorize: work,
    params: keyParams,
    body: schemas.updateBody,
    handler: async ({ actor, params, body }, services) => {
      const { retries, timeout } = body.changeset;
      await updateJob(services, actor, {
        ...readJobKey(params.key),
        retries: retries ?? undefined,
        timeoutMilliseconds: timeout ?? undefined,
      });
    },
  }),
];
