import { z } from 'zod';
import { readFile } from '../../../registers/files/read-file.ts';
import { MOST_BYTES, storeFile } from '../../../registers/files/store-file.ts';
import { defineRoute, type Route } from '../../route.ts';
import { storedFile } from './schemas.ts';

/** Shown in the browser; anything else is downloaded. */
const shown = new Set(['application/pdf', 'image/jpeg', 'image/png']);

export const routes: Route[] = [
  defineRoute({
    method: 'post',
    path: '/api/files',
    summary: '上传一个附件（PDF、JPG、PNG、DOCX，20 MB 以内）；提交表单时按编号归入办件',
    authorize: 'login',
    upload: { maxBytes: MOST_BYTES },
    response: storedFile,
    handler: ({ actor, file }, services) => storeFile(services, actor, file!),
  }),
  defineRoute({
    method: 'get',
    path: '/api/files/:id',
    summary: '打开附件：上传者本人，和能看这件办件的人',
    authorize: 'login',
    params: z.object({ id: z.string().regex(/^[0-9a-f]{32}$/) }),
    async handler({ actor, params }, services) {
      const { content, ...named } = await readFile(services, actor, params.id);
      return { file: content, ...named, inline: shown.has(named.mime) };
    },
  }),
];
