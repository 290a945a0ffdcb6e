import type { Knex } from 'knex';
import type { JsonObject } from '../../core/keys.ts';
import { describeForm } from '../../forms/describe-form.ts';
import { componentsOf, type Component } from '../../forms/schema.ts';
import { maskField, maskPersonal } from './mask-personal.ts';
import type { AboutLine, Subject } from './read-subjects.ts';

export interface ContentLine extends AboutLine {
  at: Date;
  actor: string;
  action: string;
}
export interface Content {
  label: string;
  text: string;
}

/** What people wrote with it: action → kind and label of the note that holds it. */
const notes: Record<string, { kind: string; label: string }> = {
  returnTask: { kind: 'return', label: '要补正的' },
  commentCase: { kind: 'comment', label: '留言' },
  withdrawCase: { kind: 'comment', label: '说明' },
  urgeCase: { kind: 'urge', label: '催办' },
  modifyInstance: { kind: 'modify', label: '调整' },
  activateElements: { kind: 'activate', label: '事项' },
};

/**
 * What was filled in or written with each line, as labels and words, numbers of persons masked: forms as the dossier
 * has them, without what was only shown in them; reasons as the timeline has them. Only of cases the reader may open.
 */
export async function readContents(
  db: Knex,
  lines: ContentLine[],
  subjects: Map<string, Subject>,
): Promise<Map<string, Content[]>> {
  const caseOf = (line: ContentLine) => subjects.get(line.id)?.caseId ?? null;
  const told = lines.filter((line) => caseOf(line) !== null);
  const caseIds = [...new Set(told.map((line) => caseOf(line)!))];
  const [forms, written] = await Promise.all([
    readForms(db, caseIds),
    readNotes(
      db,
      caseIds,
      told.map(({ at }) => at),
    ),
  ]);
  return new Map(
    told.map((line) => {
      const form = forms.find((one) => one.case_id === caseOf(line) && isFormOf(one, line));
      const note = written.find((one) => one.case_id === caseOf(line) && isNoteOf(one, line));
      return [
        line.id,
        [
          ...(form ? fieldsOf(form) : []),
          ...(note ? [{ label: notes[line.action]!.label, text: maskPersonal(note.text) }] : []),
        ],
      ];
    }),
  );
}

interface FormRow {
  case_id: string;
  task_key: string | null;
  data: JsonObject;
  schema: JsonObject;
}

function readForms(db: Knex, caseIds: string[]): Promise<FormRow[]> {
  return db('case_form as f')
    .join('form_definition as d', 'd.key', 'f.form_key')
    .whereIn('f.case_id', caseIds)
    .orderBy('f.id')
    .select<FormRow[]>('f.case_id', 'f.task_key', 'f.data', 'd.schema');
}

function isFormOf(form: FormRow, { action, resource_id }: ContentLine): boolean {
  if (action === 'completeTask') return form.task_key === resource_id;
  return action === 'startCase' && form.task_key === null;
}

interface NoteRow {
  case_id: string;
  kind: string;
  text: string;
  author: string;
  created_at: Date;
}

/** A note and the line of the log that tells of it carry the same moment: that of their transaction. */
function readNotes(db: Knex, caseIds: string[], moments: Date[]): Promise<NoteRow[]> {
  return db('case_note')
    .whereIn('case_id', caseIds)
    .whereIn('created_at', moments)
    .select<NoteRow[]>('case_id', 'kind', 'text', 'author', 'created_at');
}

function isNoteOf(note: NoteRow, { action, actor, at }: ContentLine): boolean {
  const wanted = notes[action];
  return note.kind === wanted?.kind && note.author === actor && note.created_at.getTime() === at.getTime();
}

function fieldsOf({ schema, data }: FormRow): Content[] {
  const shown = shownOnly(componentsOf(schema));
  return describeForm(schema, data, new Map())
    .filter(({ key }) => !shown.has(key))
    .map(({ label, text }) => maskField({ label, text }));
}

/** Keys of fields the form only shows, filled in from the member base. */
function shownOnly(components: Component[]): Set<string> {
  return new Set(
    components.flatMap((field) => [
      ...(field.readonly === true && field.key ? [field.key] : []),
      ...shownOnly(componentsOf(field)),
    ]),
  );
}
