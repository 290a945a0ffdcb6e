import type { Knex } from 'knex';
import type { JsonObject } from '../../core/keys.ts';
import { readPapers } from '../../documents/print-templates.ts';
import { readJobTemplate, type Surroundings } from '../../lint/surroundings.ts';
import { readCsv } from '../../policy/csv.ts';
import type { Services } from '../../services.ts';
import { newestForms, type Forms } from './drafts.ts';
import { elementTemplates } from './element-templates.ts';

/** What is about to be deployed; it stands over what is there already. */
export interface Coming {
  forms: ReadonlyMap<string, JsonObject>;
  /** The processes of the diagrams. */
  services: { processId: string; name: string; serviceCode: string | null }[];
  /** The folder they come from, which has to have all their forms and print templates. */
  folder?: string;
}

/** Reads what lint has to know of the district: forms, service codes, responsibility lines, papers, automatic steps. */
export async function readSurroundings(
  { db, policy }: Pick<Services, 'db' | 'policy'>,
  coming: Coming,
): Promise<Surroundings> {
  const deployed: Forms = coming.folder === undefined ? await deployedForms(db) : {};
  const [sources, papers, templates, serviceCodes] = await Promise.all([
    policy.sources(),
    readPapers(coming.folder),
    elementTemplates(),
    readServiceCodes(db, coming),
  ]);
  return {
    forms: new Map([...Object.entries(deployed), ...coming.forms]),
    serviceCodes,
    assignments: readCsv(sources.assignments.content),
    papers: new Map(papers.map(({ name, text }) => [name, text])),
    jobs: new Map(templates.map(readJobTemplate)),
  };
}

async function deployedForms(db: Knex): Promise<Forms> {
  return newestForms(db, await db('form_definition').distinct().pluck<string[]>('form_id'));
}

async function readServiceCodes(db: Knex, { services }: Coming): Promise<Surroundings['serviceCodes']> {
  const { rows } = await db.raw<{ rows: Coming['services'] }>(
    `select process_id as "processId", name, service_code as "serviceCode" from (
       select distinct on (process_id) process_id, name, service_code
         from process_definition order by process_id, version desc) newest`,
  );
  const newer = new Set(services.map(({ processId }) => processId));
  const all = [...services, ...rows.filter(({ processId }) => !newer.has(processId))];
  const codes = new Map<string, { processId: string; name: string }[]>();
  for (const { serviceCode, ...process } of all) {
    if (serviceCode) codes.set(serviceCode, [...(codes.get(serviceCode) ?? []), process]);
  }
  return codes;
}
