import { readModels } from '../bpmn/read.ts';
import type { JsonObject } from '../core/keys.ts';
import { readDmn } from '../dmn/read.ts';
import { createProblem } from '../errors.ts';
import { writeFinding } from '../lint/file-finding.ts';
import { systemActor } from '../policy/system-actor.ts';
import type { Services } from '../services.ts';
import { deploy, type Deployed } from './deploy.ts';
import { sha256 } from './deployment/context.ts';
import { readFolder, type FolderFiles, type ServiceFolder, type TextFile } from './deployment/read-folder.ts';
import { lintFolder } from './lint-folder.ts';
import { lintPolicies } from './lint-policies.ts';

export interface FolderDeployed extends Deployed {
  /** Processes and decisions whose files have changed but which people have deployed themselves since: theirs stay. */
  kept: string[];
  /** What does not stop a start, but should be looked at: `processes/opinion.bpmn:71 t_handle …` */
  warnings: string[];
}

export interface DeployFolder extends ServiceFolder {
  /** Looks through the policy tables in force as well, which name processes and tasks. */
  policies?: true;
}

const invalidFiles = createProblem('invalid_process', 422, '服务文件有错误，改好后再启动。');

/** A diagram with the forms it names, or a DMN file, as the files have them. */
interface Bundle {
  kind: 'diagram' | 'decisions';
  file: TextFile;
  /** Ids of the processes or decisions in it. */
  ids: string[];
  forms: { id: string; schema: JsonObject }[];
  fingerprint: string;
}

/**
 * Deploys the diagrams and decisions of `processes` with their forms of `forms`: what a start does. Files that are as
 * they were at the last start are left alone, so that what people have changed and deployed in the studio is never
 * undone by a restart.
 * @throws `invalid_process` that says of every mistake where it is, and nothing is deployed
 */
export async function deployFolder(services: Services, folder: DeployFolder): Promise<FolderDeployed> {
  const files = await readFolder(folder);
  const bundles = [...(await bundleDiagrams(files)), ...(await bundleDecisions(files))];
  const owned = await ownedByPeople(services);
  const isTheirs = ({ kind, ids }: Bundle) => ids.some((id) => owned[kind].has(id));
  const warnings = await requireSound(
    services,
    folder,
    without(files, bundles.filter(isTheirs)),
    owned.diagram,
  );
  const known = await knownFingerprints(services);
  const changed = bundles.filter(({ file, fingerprint }) => known[file.name] !== fingerprint);
  const kept = changed.filter(isTheirs);
  const wanted = changed.filter((bundle) => !kept.includes(bundle));
  const deployed =
    wanted.length > 0 ? await deployBundles(services, wanted) : { processes: [], forms: [], decisions: [] };
  if (changed.length > 0) await remember(services, bundles);
  return { ...deployed, kept: kept.flatMap(({ ids }) => ids), warnings };
}

/** @returns the warnings */
async function requireSound(
  services: Services,
  folder: DeployFolder,
  files: FolderFiles,
  changedInStudio: Set<string>,
): Promise<string[]> {
  const found = [
    ...(await lintFolder(services, folder, files)),
    ...(folder.policies ? await lintPolicies(services, files, changedInStudio) : []),
  ];
  const [errors, warnings] = (['error', 'warning'] as const).map((severity) =>
    found.filter((finding) => finding.severity === severity).map(writeFinding),
  );
  if (errors!.length > 0) throw invalidFiles(report(errors!, warnings!), { findings: found });
  return warnings!;
}

function report(errors: string[], warnings: string[]): string {
  const list = (lines: string[]) => lines.map((line) => `  ${line}`).join('\n');
  const more = warnings.length > 0 ? `\n另有 ${warnings.length} 处提醒：\n${list(warnings)}` : '';
  return `服务文件有 ${errors.length} 处错误，改好后再启动：\n${list(errors)}${more}`;
}

/** What people have deployed themselves is theirs to mend. */
function without(files: FolderFiles, theirs: Bundle[]): FolderFiles {
  const names = new Set(theirs.map(({ file }) => file));
  return {
    ...files,
    diagrams: files.diagrams.filter((file) => !names.has(file)),
    decisions: files.decisions.filter((file) => !names.has(file)),
  };
}

function deployBundles(services: Services, bundles: Bundle[]): Promise<Deployed> {
  const forms = new Map(bundles.flatMap((bundle) => bundle.forms.map((form) => [form.id, form] as const)));
  const files = (kind: Bundle['kind']) =>
    bundles.filter((bundle) => bundle.kind === kind).map(({ file: { name, text: xml } }) => ({ name, xml }));
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
  const value = Object.fromEntries(bundles.map(({ file, fingerprint }) => [file.name, fingerprint]));
  await db('installation')
    .insert({ name: MEMORY, value: JSON.stringify(value) })
    .onConflict('name')
    .merge();
}

async function bundleDiagrams({ diagrams, forms }: FolderFiles): Promise<Bundle[]> {
  return Promise.all(
    diagrams.map(async (file): Promise<Bundle> => {
      const { models } = await readModels(file.text);
      const named = models.flatMap(({ elements }) => Object.values(elements).map(({ formId }) => formId));
      const own = [...new Set(named)].sort().flatMap((id) => forms.get(id ?? '') ?? []);
      const schemas = own.map(({ id, schema }) => ({ id, schema }));
      const fingerprint = sha256([file.text, ...schemas.map((form) => JSON.stringify(form))].join('\n'));
      const ids = models.map(({ processId }) => processId);
      return { kind: 'diagram', file, ids, forms: schemas, fingerprint };
    }),
  );
}

async function bundleDecisions({ decisions }: FolderFiles): Promise<Bundle[]> {
  return Promise.all(
    decisions.map(async (file): Promise<Bundle> => {
      const { requirements } = await readDmn(file.text);
      const ids = Object.keys(requirements?.decisions ?? {});
      return { kind: 'decisions', file, ids, forms: [], fingerprint: sha256(file.text) };
    }),
  );
}
