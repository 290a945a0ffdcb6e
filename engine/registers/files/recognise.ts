import { fileTypeFromBuffer } from 'file-type';
import sharp from 'sharp';
import { createProblem } from '../../errors.ts';

const unsupportedFile = createProblem(
  'unsupported_file',
  415,
  '只能上传 PDF、JPG、PNG 图片和 Word 文档（docx）。请换一种格式再传。',
);

export interface Recognised {
  mime: string;
  extension: string;
  /** As it will be kept. */
  content: Buffer;
}

const documents = new Map([
  ['application/pdf', 'pdf'],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'docx'],
]);
const pictures = new Map([
  ['image/jpeg', 'jpg'],
  ['image/png', 'png'],
]);

/** A picture larger than this when unpacked is an attack, not a photograph. */
const MOST_PIXELS = 60_000_000;

/**
 * Says by its bytes, never by its name, what a file is. Pictures are drawn anew: what a phone wrote into them about place
 * and time does not get in.
 * @throws `unsupported_file` (415)
 */
export async function recognise(content: Buffer): Promise<Recognised> {
  const mime = (await fileTypeFromBuffer(content).catch(() => undefined))?.mime ?? '';
  const document = documents.get(mime);
  if (document) return { mime, extension: document, content };
  const picture = pictures.get(mime);
  if (!picture) throw unsupportedFile();
  return { mime, extension: picture, content: await redraw(content, picture) };
}

async function redraw(content: Buffer, picture: string): Promise<Buffer> {
  // `rotate` without an angle turns it as the camera was held, which is told in the part that is dropped
  const image = sharp(content, { limitInputPixels: MOST_PIXELS }).rotate();
  const drawn = picture === 'jpg' ? image.jpeg({ quality: 88 }) : image.png();
  return drawn.toBuffer().catch(() => {
    throw unsupportedFile('这张图片已损坏或太大，无法打开。请重新拍照或导出后再传。');
  });
}
