import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const FORMS = fileURLToPath(new URL('../../forms/', import.meta.url));
const ENDING = '.print.html';

export interface PrintTemplate {
  /** What `print-document` names it by. */
  name: string;
  /** Its title, with `××` where a value goes. */
  title: string;
}

/** All print templates of `forms/<service>/`, in the order of their names. */
export async function printTemplates(): Promise<PrintTemplate[]> {
  const files = (await readdir(FORMS, { recursive: true })).filter((file) => file.endsWith(ENDING));
  return Promise.all(files.toSorted().map(readOne));
}

async function readOne(file: string): Promise<PrintTemplate> {
  const name = path.basename(file, ENDING);
  const title = /<title>(.*?)<\/title>/s.exec(await readFile(path.join(FORMS, file), 'utf8'))?.[1];
  return { name, title: title?.replaceAll(/\{\{.*?\}\}/gs, '××').trim() || name };
}
