import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { readBpmn } from '../../engine/bpmn/read.ts';
import type { Model } from '../../engine/core/model.ts';

/** The processes as they are delivered, however many there are. */
export async function shippedProcesses(): Promise<Model[]> {
  const names = (await readdir('processes')).filter((name) => name.endsWith('.bpmn'));
  const files = await Promise.all(names.map((name) => readFile(path.join('processes', name), 'utf8')));
  return (await Promise.all(files.map(readBpmn))).flatMap(({ processes }) => processes);
}
