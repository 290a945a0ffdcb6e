import { readModels } from '../bpmn/read.ts';
import type { Finding } from '../core/finding.ts';
import type { JsonObject } from '../core/keys.ts';
import { readDmn } from '../dmn/read.ts';
import { lintForm } from '../forms/lint-form.ts';
import { inFileOrder, lineOfComponent, type FileFinding } from '../lint/file-finding.ts';
import type { ServiceFinding } from '../lint/finding.ts';
import { lintPaper } from '../lint/lint-paper.ts';
import { lintService } from '../lint/lint-service.ts';
import { readSurroundings } from '../registers/studio/surroundings.ts';
import type { Services } from '../services.ts';
import type { FolderFiles, ServiceFolder, TextFile } from './deployment/read-folder.ts';

/**
 * Everything there is to say about the files of services, each finding at its file and line.
 * @param files those that are or will be in force: not what people have deployed over since
 */
export async function lintFolder(
  services: Services,
  folder: ServiceFolder,
  files: FolderFiles,
): Promise<FileFinding[]> {
  const schemas = new Map([...files.forms].map(([id, { schema }]) => [id, schema]));
  const drawnHere = await Promise.all(files.diagrams.map(({ text }) => readServices(text)));
  const around = await readSurroundings(services, {
    forms: schemas,
    services: drawnHere.flat(),
    folder: folder.forms,
  });
  const drawn = await Promise.all(
    files.diagrams.map(async (file) => {
      const { findings } = await lintService(file.text, around);
      return findings.map((finding) => place(finding, file, files));
    }),
  );
  const decided = await Promise.all(
    files.decisions.map(async (file) =>
      (await readDmn(file.text)).findings.map((finding) => atElement(finding, file)),
    ),
  );
  const papers = files.papers.flatMap(({ name, text, file }) =>
    lintPaper(name, text).map((finding) => at(file, finding.line, null, finding)),
  );
  return inFileOrder([
    ...files.findings,
    ...drawn.flat(),
    ...processesTwice(drawnHere, files),
    ...decided.flat(),
    ...unusedForms(files, drawn.flat()),
    ...papers,
  ]);
}

async function readServices(xml: string) {
  const { models } = await readModels(xml);
  return models.map(({ processId, name, properties }) => ({
    processId,
    name,
    serviceCode: properties.serviceCode ?? null,
  }));
}

/** Where a finding of a service is mended: in the diagram, in a form, in a print template. */
function place(finding: ServiceFinding, diagram: TextFile, { forms, papers }: FolderFiles): FileFinding {
  const paper = papers.find(({ name }) => name === finding.paper);
  if (paper) return at(paper.file, finding.line, null, finding);
  const form = forms.get(finding.formId ?? '');
  if (!form) return atElement(finding, diagram);
  const { componentId = null } = finding;
  const line = componentId === null ? null : lineOfComponent(form.text, componentId);
  return at(form.file, line, componentId, finding);
}

function atElement(finding: Finding, { file }: TextFile): FileFinding {
  return at(file, finding.line, finding.elementId, finding);
}

function at(
  file: string,
  line: number | null,
  place: string | null,
  { severity, code, message }: Finding,
): FileFinding {
  return { file, line, place, severity, code, message };
}

function processesTwice(services: { processId: string }[][], { diagrams }: FolderFiles): FileFinding[] {
  const known = new Map<string, string>();
  return services.flatMap((own, index) =>
    own.flatMap(({ processId }): FileFinding[] => {
      const { file } = diagrams[index]!;
      const other = known.get(processId);
      known.set(processId, file);
      if (other === undefined) return [];
      const message = `流程标识“${processId}”已经由 ${other} 使用，会互相覆盖。请改掉一个。`;
      return [{ file, line: null, place: processId, severity: 'error', code: 'process_twice', message }];
    }),
  );
}

/** Forms that no diagram names are not deployed, but neither are they passed over. */
function unusedForms({ forms }: FolderFiles, found: FileFinding[]): FileFinding[] {
  const said = new Set(found.map(({ file }) => file));
  return [...forms.values()]
    .filter(({ file }) => !said.has(file))
    .flatMap(({ file, text, schema }) =>
      lintForm(schema as JsonObject).map((fault) => ({
        file,
        line: fault.componentId === null ? null : lineOfComponent(text, fault.componentId),
        place: fault.componentId,
        severity: fault.severity,
        code: fault.code,
        message: fault.message,
      })),
    );
}
