import { flag, instanceReach, key, tenant, TENANT, text, type Searchable } from './searchable.ts';

interface Row {
  key: string;
  instance_key: string;
  scope_key: string;
  name: string;
  value: string;
  truncated: boolean;
}

/** Lists show no more of a value than this; one variable by itself is told whole. */
const SHOWN = 8_191;
const isTruncated = `length(v.value) > ${SHOWN}`;

const fields = {
  variableKey: key('v.key'),
  processInstanceKey: key('v.instance_key'),
  scopeKey: key('v.scope_key'),
  name: text('v.name'),
  value: text('v.value'),
  isTruncated: flag(isTruncated, { unsorted: true }),
  tenantId: tenant,
};

function base(row: Row) {
  return {
    variableKey: row.key,
    processInstanceKey: row.instance_key,
    scopeKey: row.scope_key,
    name: row.name,
    value: row.value,
    tenantId: TENANT,
  };
}

/** What each variable of each scope is, or was when its scope ended; values as JSON. */
export const variableList = {
  from: 'variable v join process_instance i on i.key = v.instance_key',
  select: `v.key, v.instance_key, v.scope_key, v.name, left(v.value, ${SHOWN}) as value, ${isTruncated} as truncated`,
  key: 'variableKey',
  fields,
  reach: instanceReach('instance'),
  toItem: (row: Row) => ({ ...base(row), isTruncated: row.truncated }),
} satisfies Searchable<Row>;

/** One of them. */
export const oneVariable = {
  ...variableList,
  select: 'v.key, v.instance_key, v.scope_key, v.name, v.value, false as truncated',
  toItem: base,
} satisfies Searchable<Row>;
