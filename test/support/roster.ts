import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { systemActor } from '../../engine/policy/system-actor.ts';
import { openBatch, readBatch } from '../../engine/registers/imports/open-batch.ts';
import { beginCommit, finishCommit, type CommitMode } from '../../engine/registers/imports/commit-batch.ts';
import { toBatch, type Batch } from '../../engine/registers/imports/batch.ts';
import type { ImportKindName } from '../../engine/registers/imports/kind.ts';
import type { TestServices } from './services.ts';

export const FIXTURES = path.join(import.meta.dirname, '../fixtures/district');

/** A file of the sample district. */
export const fixture = (file: string): Promise<Buffer> => readFile(path.join(FIXTURES, file));

const everything = () => true;

export async function batchOf({ db }: TestServices, id: string): Promise<Batch> {
  return toBatch(await db('import_batch').where({ id }).first());
}

/** Uploads and reads a file, as far as the preview. */
export async function preview(services: TestServices, kind: ImportKindName, name: string, bytes: Buffer) {
  const batch = await openBatch(services, systemActor, '01000000', { kind, name, bytes });
  await readBatch(services, batch, everything);
  return batchOf(services, batch.id);
}

/** Uploads, reads and imports a file. */
export async function importBytes(
  services: TestServices,
  kind: ImportKindName,
  name: string,
  bytes: Buffer,
  mode: CommitMode = 'all',
): Promise<Batch> {
  const batch = await preview(services, kind, name, bytes);
  if (batch.state !== 'ready') throw new Error(`Expected ${name} to be readable, but: ${batch.error}`);
  await beginCommit(services, batch);
  await finishCommit(services, systemActor, batch, { mode, reach: everything });
  return batchOf(services, batch.id);
}

export const importFixture = async (
  services: TestServices,
  kind: ImportKindName,
  file: string,
  mode: CommitMode = 'all',
) => importBytes(services, kind, path.basename(file), await fixture(file), mode);
