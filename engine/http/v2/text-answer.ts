import type { FileAnswer } from '../route.ts';

/** A file as it was deployed; clients read it as text. */
export function textAnswer(text: string, mime = 'text/xml; charset=utf-8'): FileAnswer {
  return { file: Buffer.from(text), name: 'resource', mime, inline: true };
}
