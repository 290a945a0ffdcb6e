import { flag, integer, key, present, tenant, TENANT, text, type Searchable } from './searchable.ts';

interface Row {
  key: string;
  process_id: string;
  name: string;
  version: number;
  version_tag: string | null;
  resource_name: string;
  has_start_form: boolean;
}

const resourceName = `coalesce(d.resource_name, d.process_id || '.bpmn')`;

/** Deployed versions of processes. */
export const processDefinitions = {
  from: 'process_definition d',
  select: `d.key, d.process_id, d.name, d.version, d.version_tag, ${resourceName} as resource_name,
    d.start_form_id is not null as has_start_form`,
  key: 'processDefinitionKey',
  fields: {
    processDefinitionKey: key('d.key'),
    processDefinitionId: text('d.process_id'),
    name: text('d.name'),
    version: integer('d.version'),
    versionTag: text('d.version_tag'),
    resourceName: text(resourceName),
    tenantId: tenant,
    hasStartForm: flag('d.start_form_id is not null', { unsorted: true }),
    isLatestVersion: flag(
      'd.version = (select max(other.version) from process_definition other where other.process_id = d.process_id)',
      { unsorted: true },
    ),
  },
  toItem: (row: Row) =>
    present({
      processDefinitionKey: row.key,
      processDefinitionId: row.process_id,
      name: row.name,
      version: row.version,
      versionTag: row.version_tag,
      resourceName: row.resource_name,
      hasStartForm: row.has_start_form,
      tenantId: TENANT,
    }),
} satisfies Searchable<Row>;
