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

export interface Paper extends PrintTemplate {
  /** Where it is, within the folder. */
  file: string;
  text: string;
}

/** All print templates of `forms/<service>/`, in the order of their names. */
export async function printTemplates(): Promise<PrintTemplate[]> {
  return (await readPapers()).map(({ name, title }) => ({ name, title }));
}

/** The same with their texts. */
export async function readPapers(folder = FORMS): Promise<Paper[]> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith(ENDING));
  return Promise.all(files.toSorted().map((file) => readOne(folder, file)));
}

async function readOne(folder: string, file: string): Promise<Paper> {
  const name = path.basename(file, ENDING);
  const text = await readFile(path.join(folder, file), 'utf8');
  const title = /<title>(.*?)<\/title>/s.exec(text)?.[1];
  return { file, text, name, title: title?.replaceAll(/\{\{.*?\}\}/gs, '××').trim() || name };
}
