import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { readBpmn } from '../bpmn/read.ts';
import type { JsonObject } from '../core/keys.ts';
import { systemActor } from '../policy/system-actor.ts';
import type { Services } from '../services.ts';
import { deploy, type Deployed } from './deploy.ts';
import { sha256 } from './deployment/context.ts';

export interface FolderDeployed extends Deployed {
  /** Processes whose files have changed but which people have deployed themselves since: theirs stay in force. */
  kept: string[];
}

/** A diagram with the forms it names, as the files have them. */
interface Bundle {
  name: string;
  xml: string;
  processIds: string[];
  forms: { id: string; schema: JsonObject }[];
  fingerprint: string;
}

/**
 * Deploys the diagrams of `processes` with their forms of `forms`: what a start does. Files that are as they were at the
 * last start are left alone, so that what people have changed and deployed in the studio is never undone by a restart.
 * @throws `invalid_process` when a changed diagram cannot be executed
 */
export async function deployFolder(
  services: Services,
  { processes, forms }: { processes: string; forms: string },
): Promise<FolderDeployed> {
  const bundles = await readBundles(processes, forms);
  const known = await knownFingerprints(services);
  const changed = bundles.filter(({ name, fingerprint }) => known[name] !== fingerprint);
  const owned = await ownedByPeople(services);
  const kept = changed.filter(({ processIds }) => processIds.some((id) => owned.has(id)));
  const wanted = changed.filter((bundle) => !kept.includes(bundle));
  const deployed = wanted.length > 0 ? await deployBundles(services, wanted) : { processes: [], forms: [] };
  if (changed.length > 0) await remember(services, bundles);
  return { ...deployed, kept: kept.flatMap(({ processIds }) => processIds) };
}

function deployBundles(services: Services, bundles: Bundle[]): Promise<Deployed> {
  const forms = new Map(bundles.flatMap((bundle) => bundle.forms.map((form) => [form.id, form] as const)));
  return deploy(services, systemActor, {
    name: 'start',
    diagrams: bundles.map(({ name, xml }) => ({ name, xml })),
    forms: [...forms.values()],
  });
}

/** Processes whose newest version was deployed by a person. */
async function ownedByPeople({ db }: Services): Promise<Set<string>> {
  const { rows } = await db.raw<{ rows: { process_id: string }[] }>(
    `select process_id from (
       select distinct on (process_id) process_id, deployed_by from process_definition
        order by process_id, version desc) newest
      where deployed_by <> ?`,
    [systemActor.id],
  );
  return new Set(rows.map(({ process_id }) => process_id));
}

const MEMORY = 'deployed files';

async function knownFingerprints({ db }: Services): Promise<Record<string, string>> {
  const row = await db('installation')
    .where('name', MEMORY)
    .first<{ value: Record<string, string> }>('value');
  return row?.value ?? {};
}

async function remember({ db }: Services, bundles: Bundle[]): Promise<void> {
  const value = Object.fromEntries(bundles.map(({ name, fingerprint }) => [name, fingerprint]));
  await db('installation')
    .insert({ name: MEMORY, value: JSON.stringify(value) })
    .onConflict('name')
    .merge();
}

async function readBundles(processes: string, forms: string): Promise<Bundle[]> {
  const diagrams = await readAll(processes, '.bpmn');
  const schemas = new Map((await readAll(forms, '.form')).map(toForm).map((form) => [form.id, form]));
  return Promise.all(
    diagrams.map(async ({ name, text: xml }) => {
      const models = (await readBpmn(xml)).processes;
      const ids = models.flatMap(({ elements }) => Object.values(elements).map(({ formId }) => formId));
      const own = [...new Set(ids)].sort().flatMap((id) => schemas.get(id ?? '') ?? []);
      const fingerprint = sha256([xml, ...own.map((form) => JSON.stringify(form))].join('\n'));
      return { name, xml, processIds: models.map(({ processId }) => processId), forms: own, fingerprint };
    }),
  );
}

function toForm({ name, text }: { name: string; text: string }): { id: string; schema: JsonObject } {
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
