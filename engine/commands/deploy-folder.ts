import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { readBpmn } from '../bpmn/read.ts';
import type { JsonObject } from '../core/keys.ts';
import { readDmn } from '../dmn/read.ts';
import { systemActor } from '../policy/system-actor.ts';
import type { Services } from '../services.ts';
import { deploy, type Deployed } from './deploy.ts';
import { sha256 } from './deployment/context.ts';

export interface FolderDeployed extends Deployed {
  /** Processes and decisions whose files have changed but which people have deployed themselves since: theirs stay. */
  kept: string[];
}

/** A diagram with the forms it names, or a DMN file, as the files have them. */
interface Bundle {
  kind: 'diagram' | 'decisions';
  name: string;
  xml: string;
  /** Ids of the processes or decisions in it. */
  ids: string[];
  forms: { id: string; schema: JsonObject }[];
  fingerprint: string;
}

/**
 * Deploys the diagrams and decisions of `processes` with their forms of `forms`: what a start does. Files that are as
 * they were at the last start are left alone, so that what people have changed and deployed in the studio is never
 * undone by a restart.
 * @throws `invalid_process` when a changed file cannot be executed
 */
export async function deployFolder(
  services: Services,
  { processes, forms }: { processes: string; forms: string },
): Promise<FolderDeployed> {
  const bundles = [...(await readDiagrams(processes, forms)), ...(await readDecisions(processes))];
  const known = await knownFingerprints(services);
  const changed = bundles.filter(({ name, fingerprint }) => known[name] !== fingerprint);
  const owned = await ownedByPeople(services);
  const kept = changed.filter(({ kind, ids }) => ids.some((id) => owned[kind].has(id)));
  const wanted = changed.filter((bundle) => !kept.includes(bundle));
  const deployed =
    wanted.length > 0 ? await deployBundles(services, wanted) : { processes: [], forms: [], decisions: [] };
  if (changed.length > 0) await remember(services, bundles);
  return { ...deployed, kept: kept.flatMap(({ ids }) => ids) };
}

function deployBundles(services: Services, bundles: Bundle[]): Promise<Deployed> {
  const forms = new Map(bundles.flatMap((bundle) => bundle.forms.map((form) => [form.id, form] as const)));
  const files = (kind: Bundle['kind']) =>
    bundles.filter((bundle) => bundle.kind === kind).map(({ name, xml }) => ({ name, xml }));
  return deploy(services, systemActor, {
    name: 'start',
    diagrams: files('diagram'),
    decisions: files('decisions'),
    forms: [...forms.values()],
  });
}

/** Processes and decisions whose newest version was deployed by a person. */
async function ownedByPeople({ db }: Services): Promise<Record<Bundle['kind'], Set<string>>> {
  const ask = (newest: string) =>
    db.raw<{ rows: { id: string }[] }>(`select id from (${newest}) newest where deployed_by <> ?`, [
      systemActor.id,
    ]);
  const diagram = await ask(
    `select distinct on (process_id) process_id as id, deployed_by from process_definition
      order by process_id, version desc`,
  );
  const decisions = await ask(
    `select distinct on (d.decision_id) d.decision_id as id, r.deployed_by
       from decision_definition d join decision_requirements r on r.key = d.requirements_key
      order by d.decision_id, d.version desc`,
  );
  const ids = ({ rows }: { rows: { id: string }[] }) => new Set(rows.map(({ id }) => id));
  return { diagram: ids(diagram), decisions: ids(decisions) };
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

async function readDiagrams(processes: string, forms: string): Promise<Bundle[]> {
  const diagrams = await readAll(processes, '.bpmn');
  const schemas = new Map((await readAll(forms, '.form')).map(toForm).map((form) => [form.id, form]));
  return Promise.all(
    diagrams.map(async ({ name, text: xml }): Promise<Bundle> => {
      const models = (await readBpmn(xml)).processes;
      const named = models.flatMap(({ elements }) => Object.values(elements).map(({ formId }) => formId));
      const own = [...new Set(named)].sort().flatMap((id) => schemas.get(id ?? '') ?? []);
      const fingerprint = sha256([xml, ...own.map((form) => JSON.stringify(form))].join('\n'));
      const ids = models.map(({ processId }) => processId);
      return { kind: 'diagram', name, xml, ids, forms: own, fingerprint };
    }),
  );
}

async function readDecisions(processes: string): Promise<Bundle[]> {
  const files = await readAll(processes, '.dmn');
  return Promise.all(
    files.map(async ({ name, text: xml }): Promise<Bundle> => {
      const { requirements } = await readDmn(xml);
      const ids = Object.keys(requirements?.decisions ?? {});
      return { kind: 'decisions', name, xml, ids, forms: [], fingerprint: sha256(xml) };
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
