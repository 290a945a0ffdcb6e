import type { Instance } from '../../core/instance.ts';
import { fits, proposeMapping } from '../../core/migration-plan.ts';
import type { Element, Model } from '../../core/model.ts';
import type { MigrationOutlook } from '../../http/resources/migrations/schemas.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { elementWords, kindWords } from '../operations/element-words.ts';
import { findVersion } from './find-version.ts';

export interface MigrationWay {
  process: string;
  from: number;
  to: number;
}

/** What a migration from one version to another would have to decide, and which running instances it concerns. */
export async function readMigrationOutlook(
  services: Services,
  actor: Actor,
  { process, from, to }: MigrationWay,
): Promise<MigrationOutlook> {
  const [source, target] = await Promise.all([
    findVersion(services, process, from),
    findVersion(services, process, to),
  ]);
  const { model } = source.definition;
  const running = await readRunning(services, actor, source.definition.key);
  const standing = count(running.flatMap(({ data }) => placesOf(data)));
  return {
    name: target.definition.name,
    source: { version: from, xml: source.xml },
    target: { version: to, xml: target.xml },
    steps: proposeMapping(model, target.definition.model).map(({ from: id, to: proposed, because }) => {
      const element = model.elements[id]!;
      return {
        ...toStep(element, model),
        to: proposed,
        because,
        choices: stepsOf(target.definition.model).flatMap((one) => (fits(element, one) ? [one.id] : [])),
        standing: standing.get(id) ?? 0,
      };
    }),
    targets: stepsOf(target.definition.model).map((element) => toStep(element, target.definition.model)),
    instances: running.map(({ key, number, called_by, state, data }) => ({
      key,
      number,
      calledBy: called_by,
      suspended: state === 'suspended',
      where: [...new Set(placesOf(data))].map((id) => elementWords(model.elements[id]!)),
    })),
  };
}

interface RunningRow {
  key: string;
  number: string | null;
  called_by: string | null;
  state: 'active' | 'suspended';
  data: Instance;
}

/** A case that is kept from the reader's unit is counted and not named. */
async function readRunning({ pool }: Services, actor: Actor, definitionKey: string): Promise<RunningRow[]> {
  const { rows } = await pool.query<RunningRow>(
    `select i.key, i.state, i.data,
            case when not exists (select from unnest(c.hidden_from) h where $2 like h || '%') then c.number end as number,
            (select d.name from process_instance p join process_definition d on d.key = p.definition_key
              where p.key = i.parent_key) as called_by
       from process_instance i left join case_file c on c.instance_key = i.root_key
      where i.definition_key = $1 and i.state in ('active', 'suspended') order by i.key`,
    [definitionKey, actor.orgCode],
  );
  return rows;
}

/** Elements it stands on; what holds others inside is no place. */
function placesOf({ elements, key }: Instance): string[] {
  const all = Object.values(elements);
  const scopes = new Set(all.map(({ parentKey }) => parentKey));
  return all.filter((one) => !scopes.has(one.key) && one.key !== key).map(({ elementId }) => elementId);
}

function count(ids: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

function stepsOf({ elements, processId }: Model): Element[] {
  return Object.values(elements).filter(({ id }) => id !== processId);
}

function toStep(element: Element, { elements, processId }: Model) {
  const { id, parentId } = element;
  const outer = parentId === null || parentId === processId ? null : elements[parentId]!;
  return { id, name: elementWords(element), kind: kindWords(element), inside: outer && elementWords(outer) };
}
