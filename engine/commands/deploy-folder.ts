import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { JsonObject } from '../core/keys.ts';
import type { Services } from '../services.ts';
import { deploy, type Deployed } from './deploy.ts';
import { systemActor } from '../policy/system-actor.ts';

/** Deploys every diagram of `processes` and every form of `forms`: what a start does. Unchanged ones make no version. */
export async function deployFolder(
  services: Services,
  { processes, forms }: { processes: string; forms: string },
): Promise<Deployed> {
  const diagrams = await readAll(processes, '.bpmn');
  const schemas = await readAll(forms, '.form');
  return deploy(services, systemActor, {
    name: path.basename(path.dirname(path.resolve(processes))),
    diagrams: diagrams.map(({ name, text }) => ({ name, xml: text })),
    forms: schemas.map(({ name, text }) => toForm(name, text)),
  });
}

function toForm(name: string, text: string): { id: string; schema: JsonObject } {
  const schema = JSON.parse(text) as JsonObject;
  if (typeof schema.id !== 'string') throw new Error(`Expected form ${name} to have an id, but it has none.`);
  return { id: schema.id, schema };
}

async function readAll(folder: string, extension: string): Promise<{ name: string; text: string }[]> {
  const names = (await readdir(folder, { recursive: true }))
    .filter((name) => name.endsWith(extension))
    .sort();
  return Promise.all(
    names.map(async (name) => ({ name, text: await readFile(path.join(folder, name), 'utf8') })),
  );
}
