import type { JsonObject, JsonValue } from '../../core/keys.ts';
import type { Transaction } from '../../store/transaction.ts';

/**
 * Takes the files a submitted form names into its case, so that whoever may see the case may open them. Files of
 * somebody else, or of another case, stay where they are: naming one's id gives no right to it.
 */
export async function attachFiles(
  tx: Transaction,
  { caseId, data, actorId }: { caseId: string; data: JsonObject; actorId: string },
): Promise<void> {
  const ids = [...fileIds(data)];
  if (ids.length === 0) return;
  await tx.client.query({
    name: 'attach-files',
    text: `update file_object set case_id = $1 where id = any($2) and uploaded_by = $3 and case_id is null`,
    values: [caseId, ids, actorId],
  });
}

/** Every text in the form that is a file's id: 32 hex digits. */
export function fileIds(value: JsonValue, found = new Set<string>()): Set<string> {
  if (typeof value === 'string' && /^[0-9a-f]{32}$/.test(value)) found.add(value);
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) fileIds(inner, found);
  }
  return found;
}
