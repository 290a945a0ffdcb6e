import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { JsonObject } from '../../core/keys.ts';
import { printTemplates } from '../../documents/print-templates.ts';

const TEMPLATES = fileURLToPath(new URL('../../../processes/templates/', import.meta.url));

/** The element templates of the automatic steps, one for every job type the engine carries out. */
export async function elementTemplates(): Promise<JsonObject[]> {
  const names = (await readdir(TEMPLATES)).filter((name) => name.endsWith('.json')).sort();
  const templates = await Promise.all(
    names.map(async (name) => JSON.parse(await readFile(path.join(TEMPLATES, name), 'utf8')) as JsonObject),
  );
  return Promise.all(
    templates.map((template) => (template.id === 'print-document' ? withPrintTemplates(template) : template)),
  );
}

/** Papers are chosen by their titles: the file cannot know which ones there are. */
async function withPrintTemplates(template: JsonObject): Promise<JsonObject> {
  const papers = await printTemplates();
  const choices = papers.map(({ name, title }) => ({ name: `${title}（${name}）`, value: name }));
  const properties = (template.properties as JsonObject[]).map((property) =>
    property.id === 'template'
      ? { ...property, type: 'Dropdown', description: '生成哪一种文书。', choices }
      : property,
  );
  return { ...template, properties };
}
