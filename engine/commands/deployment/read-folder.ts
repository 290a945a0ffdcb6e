import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { JsonObject } from '../../core/keys.ts';
import { readPapers, type Paper } from '../../documents/print-templates.ts';
import type { FileFinding } from '../../lint/file-finding.ts';

export interface ServiceFolder {
  processes: string;
  forms: string;
}

export interface TextFile {
  /** Within its folder; what a deployment remembers it by. */
  name: string;
  /** `processes/opinion.bpmn`, as findings name it. */
  file: string;
  text: string;
}

export interface FormFile extends TextFile {
  id: string;
  schema: JsonObject;
}

/** The files of services as they are. */
export interface FolderFiles {
  diagrams: TextFile[];
  decisions: TextFile[];
  /** By their ids. */
  forms: Map<string, FormFile>;
  papers: (Paper & { file: string })[];
  /** Files that cannot be read, and forms that go by one id. */
  findings: FileFinding[];
}

export async function readFolder({ processes, forms }: ServiceFolder): Promise<FolderFiles> {
  const findings: FileFinding[] = [];
  const schemas = (await readAll(forms, '.form')).flatMap((file) => readForm(file, findings));
  const papers = (await readPapers(forms)).map((paper) => ({ ...paper, file: shown(forms, paper.file) }));
  return {
    diagrams: await readAll(processes, '.bpmn'),
    decisions: await readAll(processes, '.dmn'),
    forms: byId(schemas, findings),
    papers: papers.filter((paper, index) => isFirst(paper, papers.slice(0, index), findings)),
    findings,
  };
}

function readForm(file: TextFile, findings: FileFinding[]): FormFile[] {
  try {
    const schema = JSON.parse(file.text) as JsonObject;
    if (typeof schema?.id === 'string' && schema.id !== '') return [{ ...file, id: schema.id, schema }];
    findings.push(fault(file.file, null, 'form_id_missing', '表单没有编号。请在最外层写上 "id"。'));
  } catch (reason) {
    const line = lineOf((reason as Error).message, file.text);
    const message = `不是完整的 JSON：${(reason as Error).message}。请检查逗号、引号和括号。`;
    findings.push(fault(file.file, line, 'form_unreadable', message));
  }
  return [];
}

/** A form of the same id would take the other one's place, whichever service that belongs to. */
function byId(forms: FormFile[], findings: FileFinding[]): Map<string, FormFile> {
  const known = new Map<string, FormFile>();
  for (const form of forms) {
    const other = known.get(form.id);
    if (!other) known.set(form.id, form);
    else {
      const message = `表单编号“${form.id}”已经由 ${other.file} 使用，会互相覆盖。请改掉一个。`;
      findings.push(fault(form.file, null, 'form_twice', message));
    }
  }
  return known;
}

function isFirst(paper: Paper, before: Paper[], findings: FileFinding[]): boolean {
  const other = before.find(({ name }) => name === paper.name);
  if (!other) return true;
  const message = `文书模板“${paper.name}”已经有了：${other.file}，会用错模板。请改掉一个文件名。`;
  findings.push(fault(paper.file, null, 'paper_twice', message));
  return false;
}

/** Node says `… at position 118`, later versions the line as well. */
function lineOf(reason: string, text: string): number | null {
  const position = /position (\d+)/.exec(reason)?.[1];
  return position === undefined ? null : text.slice(0, Number(position)).split('\n').length;
}

function fault(file: string, line: number | null, code: string, message: string): FileFinding {
  return { file, line, place: null, severity: 'error', code, message };
}

async function readAll(folder: string, ending: string): Promise<TextFile[]> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(ending)).sort();
  return Promise.all(
    names.map(async (name) => ({
      name,
      file: shown(folder, name),
      text: await readFile(path.join(folder, name), 'utf8'),
    })),
  );
}

function shown(folder: string, name: string): string {
  return path.join(path.basename(folder), name).replaceAll('\\', '/');
}
