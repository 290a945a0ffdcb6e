import multer, { type StorageEngine } from '@koa/multer';
import type { Context } from 'koa';
import { badRequest, createProblem, tooLarge } from '../../errors.ts';

const unsupportedType = createProblem('unsupported_type', 415, '提交的格式不对，应为 JSON。');
const bodyTooLarge = createProblem('body_too_large', 413, '提交的内容太大，请减少后重试。');

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a JSON body of at most so many bytes. Routes read it after they have found out who asks: strangers cannot make
 * the server swallow megabytes.
 * @returns undefined when there is none
 */
export async function readJson(ctx: Context, maxBytes: number): Promise<unknown> {
  if (Number(ctx.get('Content-Length')) > maxBytes) throw bodyTooLarge();
  const text = await readText(ctx, maxBytes);
  if (text === '') return undefined;
  if (!ctx.is('application/json')) throw unsupportedType();
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw badRequest('提交的内容不是有效的 JSON。');
  }
}

async function readText(ctx: Context, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of ctx.req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw bodyTooLarge();
    chunks.push(chunk);
  }
  try {
    return utf8.decode(Buffer.concat(chunks));
  } catch {
    throw badRequest('提交的内容不是 UTF-8 编码。');
  }
}

export interface Upload {
  file: { name: string; buffer: Buffer } | undefined;
  fields: Record<string, unknown>;
}

/** Reads a multipart form with at most one file, in the field `file`, into memory. */
export async function readUpload(ctx: Context, maxBytes: number): Promise<Upload> {
  if (!ctx.is('multipart/form-data')) throw unsupportedType('请以文件上传的方式提交。');
  const limits = { fileSize: maxBytes, files: 1, fields: 20, fieldSize: 64 * 1024 };
  const read = multer({ storage: multer.memoryStorage(), limits }).single('file');
  try {
    await read(ctx as never, () => Promise.resolve());
  } catch (error) {
    throw toProblem(error as { code?: string }, maxBytes);
  }
  const file = (ctx as { file?: { originalname: string; buffer: Buffer } }).file;
  return {
    file: file && { name: decodeName(file.originalname), buffer: file.buffer },
    fields: { ...(ctx.request as { body?: Record<string, unknown> }).body },
  };
}

/** Files of one field of a form. */
export interface FilesField {
  name: string;
  /** Of all files together. */
  maxBytes: number;
  maxFiles: number;
}

export interface UploadedFile {
  name: string;
  buffer: Buffer;
}

/** Reads a multipart form with several files of one field into memory. */
export async function readFiles(
  ctx: Context,
  { name, maxBytes, maxFiles }: FilesField,
): Promise<{ files: UploadedFile[]; fields: Record<string, unknown> }> {
  if (!ctx.is('multipart/form-data')) throw unsupportedType('请以文件上传的方式提交。');
  // the form itself adds a little to what its files have
  if (Number(ctx.get('Content-Length')) > maxBytes + FORM_BYTES) throw filesTooLarge(maxBytes);
  const limits = { fileSize: maxBytes, files: maxFiles, fields: 20, fieldSize: 64 * 1024 };
  const read = multer({ storage: memoryFor(maxBytes), limits }).array(name);
  try {
    await read(ctx as never, () => Promise.resolve());
  } catch (error) {
    if ((error as { code?: string }).code === 'LIMIT_FILE_SIZE') throw filesTooLarge(maxBytes);
    throw toProblem(error as { code?: string }, maxBytes);
  }
  const files = (ctx as { files?: { originalname: string; buffer: Buffer }[] }).files ?? [];
  return {
    files: files.map(({ originalname, buffer }) => ({ name: decodeName(originalname), buffer })),
    fields: { ...(ctx.request as { body?: Record<string, unknown> }).body },
  };
}

const FORM_BYTES = 1_048_576;

function filesTooLarge(maxBytes: number): Error {
  const most = Math.floor(maxBytes / 1_048_576);
  return tooLarge(`文件太大，一次提交的文件合计不能超过 ${most} MB。请分几次提交。`);
}

/** Keeps files in memory as multer's own storage does, and so many bytes of all of them together. */
function memoryFor(maxBytes: number): StorageEngine {
  let kept = 0;
  return {
    _handleFile(_request, file, done) {
      const chunks: Buffer[] = [];
      file.stream.on('error', done);
      file.stream.on('data', (chunk: Buffer) => {
        kept += chunk.length;
        if (kept <= maxBytes) chunks.push(chunk);
      });
      file.stream.on('end', () => {
        if (kept > maxBytes) done(Object.assign(new Error('too large'), { code: 'LIMIT_FILE_SIZE' }));
        else done(null, { buffer: Buffer.concat(chunks) });
      });
    },
    _removeFile: (_request, _file, done) => done(null),
  };
}

function toProblem({ code }: { code?: string }, maxBytes: number): Error {
  if (code === 'LIMIT_FILE_SIZE') {
    return tooLarge(`文件太大，单个文件不能超过 ${Math.floor(maxBytes / 1_048_576)} MB。`);
  }
  if (code === 'LIMIT_FILE_COUNT' || code === 'LIMIT_UNEXPECTED_FILE')
    return badRequest('一次只能上传一个文件。');
  return badRequest('上传的内容不完整，请重新上传。');
}

/** The multipart parser hands names over as latin-1 whatever the browser wrote; browsers write UTF-8. */
export function decodeName(latin1: string): string {
  const bytes = Buffer.from(latin1, 'latin1');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).normalize('NFC');
  } catch {
    return latin1;
  }
}
