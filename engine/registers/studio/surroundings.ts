import type { Knex } from 'knex';
import type { JsonObject } from '../../core/keys.ts';
import { readPapers } from '../../documents/print-templates.ts';
import { readJobTemplate, type Surroundings } from '../../lint/surroundings.ts';
import { assignmentsInForce } from './assignments.ts';
import { newestForms } from './drafts.ts';
import { elementTemplates } from './element-templates.ts';

/** What is about to be deployed; it stands over what is there already. */
export interface Coming {
  forms: ReadonlyMap<string, JsonObject>;
  /** The processes of the diagrams. */
  services: { processId: string; name: string; serviceCode: string | null }[];
  /** Where print templates are, if not in the product's own folder. */
  papers?: string;
}

/** Reads what lint has to know of the district: forms, service codes, responsibility lines, papers, automatic steps. */
export async function readSurroundings(db: Knex, coming: Coming): Promise<Surroundings> {
  const deployedIds = await db('form_definition').distinct().pluck<string[]>('form_id');
  const [deployed, assignments, papers, templates, serviceCodes] = await Promise.all([
    newestForms(db, deployedIds),
    assignmentsInForce(db),
    readPapers(coming.papers),
    elementTemplates(),
    readServiceCodes(db, coming),
  ]);
  return {
    forms: new Map([...Object.entries(deployed), ...coming.forms]),
    serviceCodes,
    assignments,
    papers: new Map(papers.map(({ name, text }) => [name, text])),
    jobs: new Map(templates.map(readJobTemplate)),
  };
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
