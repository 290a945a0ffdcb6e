import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { JsonObject } from '../../core/keys.ts';

const TEMPLATES = fileURLToPath(new URL('../../../processes/templates/', import.meta.url));

/** The element templates of the automatic steps, one for every job type the engine carries out. */
export async function elementTemplates(): Promise<JsonObject[]> {
  const names = (await readdir(TEMPLATES)).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(
    names.map(async (name) => JSON.parse(await readFile(path.join(TEMPLATES, name), 'utf8')) as JsonObject),
  );
}
