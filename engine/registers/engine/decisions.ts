import { integer, key, tenant, TENANT, text, type Searchable } from './searchable.ts';

interface DecisionRow {
  key: string;
  decision_id: string;
  name: string;
  version: number;
  requirements_id: string;
  requirements_key: string;
}

/** Deployed versions of decisions. */
export const decisionDefinitions = {
  from: 'decision_definition d join decision_requirements r on r.key = d.requirements_key',
  select: 'd.key, d.decision_id, d.name, d.version, r.requirements_id, d.requirements_key',
  key: 'decisionDefinitionKey',
  fields: {
    decisionDefinitionKey: key('d.key'),
    decisionDefinitionId: text('d.decision_id'),
    name: text('d.name'),
    version: integer('d.version'),
    decisionRequirementsId: text('r.requirements_id'),
    decisionRequirementsKey: key('d.requirements_key'),
    tenantId: tenant,
  },
  toItem: (row: DecisionRow) => ({
    decisionDefinitionKey: row.key,
    decisionDefinitionId: row.decision_id,
    name: row.name,
    version: row.version,
    decisionRequirementsId: row.requirements_id,
    decisionRequirementsKey: row.requirements_key,
    tenantId: TENANT,
  }),
} satisfies Searchable<DecisionRow>;

interface RequirementsRow {
  key: string;
  requirements_id: string;
  name: string;
  version: number;
  resource_name: string;
}

/** Deployed versions of the files they are drawn in. */
export const decisionRequirements = {
  from: 'decision_requirements r',
  select: 'r.key, r.requirements_id, r.name, r.version, r.resource_name',
  key: 'decisionRequirementsKey',
  fields: {
    decisionRequirementsKey: key('r.key'),
    decisionRequirementsId: text('r.requirements_id'),
    decisionRequirementsName: text('r.name'),
    version: integer('r.version'),
    resourceName: text('r.resource_name', { unsorted: true }),
    tenantId: tenant,
  },
  toItem: (row: RequirementsRow) => ({
    decisionRequirementsKey: row.key,
    decisionRequirementsId: row.requirements_id,
    decisionRequirementsName: row.name,
    version: row.version,
    resourceName: row.resource_name,
    tenantId: TENANT,
  }),
} satisfies Searchable<RequirementsRow>;
