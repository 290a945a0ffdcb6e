import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { validateZeebe } from '@bpmn-io/element-templates-validator';
import { describe, expect, it } from 'vitest';
import { readBpmn } from '../../engine/bpmn/read.ts';
import type { JobDetails } from '../../engine/core/jobs.ts';
import type { Element } from '../../engine/core/model.ts';
import { effectTypes } from '../../engine/effects/effects.ts';

interface Template {
  id: string;
  properties: {
    binding: { type: string; name?: string };
    value?: string;
    constraints?: { notEmpty?: boolean };
  }[];
}

const folder = path.resolve('processes/templates');
const templates = readdirSync(folder).map(
  (name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Template,
);
const diagrams = readdirSync('processes').filter((name) => name.endsWith('.bpmn'));

describe('the element templates', () => {
  it('are one for every job type of the engine', () => {
    expect(templates.map(({ id }) => id).sort()).toEqual(effectTypes().sort());
  });

  it('and every effect there is a file of is one of them', () => {
    const files = readdirSync('engine/effects').flatMap((name) => {
      const source = readFileSync(path.join('engine/effects', name), 'utf8');
      return [...source.matchAll(/: Effect = \{\s*type: '([^']+)'/g)].map(([, type]) => type!);
    });
    expect(files.sort()).toEqual(effectTypes().sort());
  });

  it.each(templates.map((template) => [template.id, template] as const))(
    '%s is one the modeler takes',
    (_id, template) => {
      const { valid, errors } = validateZeebe(template);
      expect(errors ?? []).toEqual([]);
      expect(valid).toBe(true);
    },
  );

  it.each(diagrams)('know every input that %s maps, and it maps what they ask for', async (name) => {
    const { processes } = await readBpmn(readFileSync(path.join('processes', name), 'utf8'));
    for (const element of processes.flatMap((model) => Object.values(model.elements))) {
      const { jobType } = (element.details ?? {}) as Partial<JobDetails>;
      const template = templates.find(({ id }) => id === jobType);
      if (template) checkInputs(element, template);
    }
  });
});

function checkInputs({ id, inputs }: Element, { properties }: Template): void {
  const inputsOfTemplate = properties.filter(({ binding }) => binding.type === 'zeebe:input');
  const mapped = inputs.map(({ target }) => target);
  expect(
    mapped.filter((target) => !inputsOfTemplate.some(({ binding }) => binding.name === target)),
    `inputs of ${id} that its template does not know`,
  ).toEqual([]);
  const asked = inputsOfTemplate
    .filter(({ constraints }) => constraints?.notEmpty)
    .map(({ binding }) => binding.name);
  expect(mapped, `inputs of ${id}`).toEqual(expect.arrayContaining(asked));
}
