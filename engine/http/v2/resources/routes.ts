import { z } from 'zod';
import { notFound } from '../../../errors.ts';
import { readResource } from '../../../registers/engine/resources.ts';
import { TENANT } from '../../../registers/engine/searchable.ts';
import { defineRoute, type Route } from '../../route.ts';
import { key, tenantId } from '../fields.ts';
import { keyParams } from '../search-route.ts';
import { textAnswer } from '../text-answer.ts';

const authorize = { resource: 'studio', action: 'read' };

export const routes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/v2/resources/:key',
    summary: '部署过的一个文件：流程图、DMN 文件或表单',
    authorize,
    params: keyParams,
    response: z.object({
      resourceKey: key,
      resourceId: z.string(),
      resourceName: z.string(),
      version: z.int(),
      versionTag: z.string().optional(),
      tenantId,
    }),
    handler: async ({ params }, services) => {
      const found = await readResource(services, params.key);
      if (!found) throw notFound(`There is no resource with key '${params.key}'.`);
      const { content: _, mime: __, ...resource } = found;
      return { ...resource, tenantId: TENANT };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v2/resources/:key/content',
    summary: '文件的内容',
    authorize,
    params: keyParams,
    handler: async ({ params }, services) => {
      const found = await readResource(services, params.key);
      if (!found) throw notFound(`There is no resource with key '${params.key}'.`);
      return textAnswer(found.content, found.mime);
    },
  }),
];
