import path from 'node:path';
import type { Deploy } from '../../../commands/deployment/context.ts';
import type { JsonObject } from '../../../core/keys.ts';
import { badRequest } from '../../../errors.ts';
import { refuseUnstorable } from '../../read-input.ts';
import type { UploadedFile } from '../../middleware/body.ts';

interface FormFile {
  id: string;
  schema: JsonObject;
  name: string;
}

export interface Resources extends Deploy {
  forms: FormFile[];
  decisions: { name: string; xml: string }[];
}

/** Sorts the files of a deployment by what they are called. */
export function readResources(files: UploadedFile[]): Resources {
  if (files.length === 0) throw badRequest("Expected at least one file in 'resources'.");
  const resources: Resources = {
    name: files.map(({ name }) => name).join(', '),
    diagrams: [],
    forms: [],
    decisions: [],
    outsideJobs: 'any',
  };
  for (const { name, buffer } of files) {
    const text = readText(name, buffer);
    const kind = path.extname(name).toLowerCase();
    if (kind === '.bpmn') resources.diagrams.push({ name, xml: text });
    else if (kind === '.dmn') resources.decisions.push({ name, xml: text });
    else if (kind === '.form') resources.forms.push(readForm(name, text));
    else throw badRequest(`Expected '${name}' to be a .bpmn, .dmn or .form file, but it is not.`);
  }
  return resources;
}

function readText(name: string, buffer: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(buffer);
  } catch {
    throw badRequest(`Expected '${name}' to be UTF-8, but it is not.`);
  }
}

function readForm(name: string, text: string): FormFile {
  const schema = parse(text) as JsonObject | null;
  if (typeof schema !== 'object' || schema === null || typeof schema.id !== 'string') {
    throw badRequest(`Expected '${name}' to be a form-js schema with an id, but it is not.`);
  }
  refuseUnstorable(schema);
  return { id: schema.id, schema, name };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
