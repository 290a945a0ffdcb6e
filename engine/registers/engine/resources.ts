import type { Key } from '../../core/keys.ts';
import type { Services } from '../../services.ts';
import { present } from './searchable.ts';

interface Row {
  key: Key;
  id: string;
  name: string;
  version: number;
  tag: string | null;
  content: string;
  mime: string;
}

export interface Resource {
  resourceKey: Key;
  resourceId: string;
  resourceName: string;
  version: number;
  versionTag?: string;
  content: string;
  mime: string;
}

/** Whatever was deployed under this key: a diagram, a DMN file, a form; undefined when nothing was. */
export async function readResource({ pool }: Services, key: Key): Promise<Resource | undefined> {
  const { rows } = await pool.query<Row>(
    `select key, process_id as id, coalesce(resource_name, process_id || '.bpmn') as name, version, version_tag as tag,
            xml as content, 'text/xml' as mime from process_definition where key = $1
     union all
     select key, requirements_id, resource_name, version, null, xml, 'text/xml' from decision_requirements where key = $1
     union all
     select key, form_id, form_id || '.form', version, null, schema::text, 'application/json'
       from form_definition where key = $1`,
    [key],
  );
  const row = rows[0];
  return (
    row && {
      ...present({ versionTag: row.tag }),
      resourceKey: row.key,
      resourceId: row.id,
      resourceName: row.name,
      version: row.version,
      content: row.content,
      mime: `${row.mime}; charset=utf-8`,
    }
  );
}
