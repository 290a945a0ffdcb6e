import { LONG_LIMIT } from '../../api/client.ts';
import type { StoredFile } from '../../../../engine/http/resources/files/schemas.ts';

const MOST_BYTES = 20 * 1024 * 1024;

/** Why a file need not even be tried; null when it may. */
export function refusal(file: File, accept: string | undefined): string | null {
  if (file.size === 0) return '这是一个空文件，请重新选择。';
  if (file.size > MOST_BYTES) return '超过 20 MB，请压缩后再传。';
  const endings = (accept ?? '').split(',').map((ending) => ending.trim().toLowerCase());
  const known = endings.filter((ending) => ending.startsWith('.'));
  const fits = known.length === 0 || known.some((ending) => file.name.toLowerCase().endsWith(ending));
  const isPhoto = file.type === 'image/jpeg' || file.type === 'image/png';
  return fits || isPhoto ? null : `只能上传 ${known.join('、')} 文件。`;
}

/** Sends a file and tells how far it has come, 0 to 1; `fetch` cannot say. */
export function upload(
  file: File,
  onProgress: (part: number) => void,
  cancelled: AbortSignal,
): Promise<StoredFile> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/api/files');
    request.setRequestHeader('Accept', 'application/json');
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onProgress(total > 0 ? loaded / total : 0),
    );
    request.addEventListener('load', () => {
      if (request.status < 300) resolve(JSON.parse(request.responseText) as StoredFile);
      else reject(new Error(messageIn(request.responseText)));
    });
    request.timeout = LONG_LIMIT;
    request.addEventListener('timeout', () => reject(new Error('服务器没有回应，请检查网络后重试。')));
    request.addEventListener('error', () => reject(new Error('网络断了，没有传完。')));
    cancelled.addEventListener('abort', () => request.abort());
    const body = new FormData();
    body.append('file', file, file.name);
    request.send(body);
  });
}

function messageIn(answer: string): string {
  try {
    const { detail, title } = JSON.parse(answer) as { detail?: string; title?: string };
    return detail ?? title ?? '没有传成，请重试。';
  } catch {
    return '没有传成，请重试。';
  }
}

/** Names and sizes of files by id: what was uploaded on this page, and of drafts what the server says. */
const known = new Map<string, Pick<StoredFile, 'name' | 'size'>>();

export function remember(file: StoredFile): void {
  known.set(file.id, file);
}

export async function describeFile(id: string): Promise<Pick<StoredFile, 'name' | 'size'>> {
  const found = known.get(id);
  if (found) return found;
  const answer = await fetch(`/api/files/${id}`, { method: 'HEAD' });
  if (!answer.ok) return { name: '附件已不在，请删除后重新上传', size: 0 };
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(answer.headers.get('Content-Disposition') ?? '')?.[1];
  const file = {
    name: encoded ? decodeURIComponent(encoded) : '附件',
    size: Number(answer.headers.get('Content-Length') ?? 0),
  };
  known.set(id, file);
  return file;
}

/** 1.2 MB */
export function sizeWords(bytes: number): string {
  if (bytes <= 0) return '';
  return bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} KB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
