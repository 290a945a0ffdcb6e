import { readModels } from '../bpmn/read.ts';
import type { Model } from '../core/model.ts';
import { inFileOrder, type FileFinding } from '../lint/file-finding.ts';
import { variablesOf, type KnownVariables } from '../lint/known-variables.ts';
import { lintPolicy } from '../lint/lint-policies.ts';
import { policyNames } from '../policy/tables.ts';
import { readKnown } from '../registers/policies/known.ts';
import type { Services } from '../services.ts';
import type { FolderFiles } from './deployment/read-folder.ts';

/**
 * The policy tables in force against the processes that are deployed or about to be.
 * @param changedInStudio processes whose newest version people have deployed
 */
export async function lintPolicies(
  { db, policy }: Services,
  { diagrams, forms }: FolderFiles,
  changedInStudio: ReadonlySet<string>,
): Promise<FileFinding[]> {
  const schemas = new Map([...forms].map(([id, { schema }]) => [id, schema]));
  const drawn = new Map<string, { model: Model; variables: KnownVariables }>();
  for (const { text } of diagrams) {
    for (const model of (await readModels(text)).models) {
      drawn.set(model.processId, { model, variables: variablesOf(model, schemas) });
    }
  }
  const coming = diagrams.flatMap(({ text }) => processesIn(text));
  const known = await readKnown(db, coming);
  const sources = await policy.sources();
  return inFileOrder(
    policyNames.flatMap((name) =>
      lintPolicy(`policies/${name}.csv`, sources[name], { known, drawn, changedInStudio }),
    ),
  );
}

/** Also of diagrams that cannot be read, so that their lines are not found fault with besides. */
function processesIn(xml: string): { process_id: string; xml: string }[] {
  const ids = xml.matchAll(/<(?:\w+:)?process\b[^>]*?\bid="([^"]+)"/g);
  return [...ids].map(([, id]) => ({ process_id: id!, xml }));
}
