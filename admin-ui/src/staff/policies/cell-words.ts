import type {
  Choice,
  PolicyTable,
  ProcessWords,
  Variable,
} from '../../../../engine/http/resources/policies/schemas.ts';
import { shortDay } from './days.ts';
import { splitUnits, wordLabel } from '../../studio/units.ts';
import { conditionWords } from './condition.ts';
import type { PolicyRow } from './policy-rows.ts';

/** The words a table's cells are read by. */
export type Vocabulary = Pick<PolicyTable, 'name' | 'choices' | 'processes'>;

/** A cell as people read it; `code` is what stands in the file. */
export interface CellWords {
  text: string;
  code?: string;
}

const ANY = '*';

export function cellWords(words: Vocabulary, row: PolicyRow, column: string): CellWords {
  const value = row[column] ?? '';
  const inherits = row.ptype === 'g';
  if (column === 'process') return processCell(words, value);
  if (column === 'task') return taskCell(words, row.process ?? '', value);
  if (column === 'unit' || column === 'avoid') return unitCell(words, row.process, value);
  if (column === 'condition') {
    return { text: conditionWords(value, variablesOf(words, row.process)), code: value };
  }
  if (column === 'date') return { text: shortDay(value) };
  if (column === 'afterDays') return { text: value && `${value} 个工作日` };
  if (inherits && column === 'resource') return { text: `${labelOf(words.choices.role, value)}的全部权限` };
  if (inherits && (column === 'action' || column === 'reach')) return { text: '—' };
  const text = labelOf(words.choices[column], value);
  return text === value ? { text } : { text, code: value };
}

function labelOf(choices: Choice[] | undefined, value: string): string {
  return choices?.find((choice) => choice.value === value)?.label ?? value;
}

function unitCell(words: Vocabulary, process: string | undefined, cell: string): CellWords {
  if (cell === '') return { text: '' };
  const units = unitsOf(words, process);
  const texts = splitUnits(cell).map((word) => {
    const field = word.startsWith('form:') && units.find(({ key }) => word === `form:${key}`);
    return field ? `表单选定：${field.label}` : wordLabel(word, units);
  });
  return { text: texts.join('、'), code: cell };
}

function processCell({ processes }: Vocabulary, id: string): CellWords {
  if (id === ANY) return { text: '全部流程' };
  const name = processes.find((process) => process.id === id)?.name;
  return name ? { text: name, code: id } : { text: id };
}

function taskCell(words: Vocabulary, process: string, id: string): CellWords {
  if (id === ANY) return { text: '全部任务' };
  const name = taskChoices(words, process).find((task) => task.value === id)?.label;
  return name ? { text: name, code: id } : { text: id };
}

const ofProcess = ({ processes }: Vocabulary, id: string | undefined): ProcessWords[] =>
  id === ANY ? processes : processes.filter((process) => process.id === id);

/** Tasks of a process; of all processes, one for each id, called by all the names it has there. */
export function taskChoices(words: Vocabulary, process: string): Choice[] {
  const names = new Map<string, Set<string>>();
  for (const { tasks } of ofProcess(words, process)) {
    for (const { value, label } of tasks) names.set(value, (names.get(value) ?? new Set()).add(label));
  }
  return [...names].map(([value, labels]) => ({ value, label: [...labels].join('／') }));
}

export function variablesOf(words: Vocabulary, process: string | undefined): Variable[] {
  const all = ofProcess(words, process).flatMap(({ variables }) => variables);
  return all.filter(({ value }, index) => all.findIndex((other) => other.value === value) === index);
}

export function unitsOf(words: Vocabulary, process: string | undefined): ProcessWords['units'] {
  const all = ofProcess(words, process).flatMap(({ units }) => units);
  return all.filter(({ key }, index) => all.findIndex((other) => other.key === key) === index);
}

/** What a cell may be chosen from; null where it is written. */
export function choicesOf(words: Vocabulary, row: PolicyRow, column: string): Choice[] | null {
  const known = knownChoices(words, row, column);
  const present = row[column] ?? '';
  if (!known || present === '' || known.some(({ value }) => value === present)) return known;
  // what is in the table and not among the words stays choosable
  return [...known, { value: present, label: present }];
}

function knownChoices(words: Vocabulary, row: PolicyRow, column: string): Choice[] | null {
  if (column === 'process') {
    return [
      { value: ANY, label: '全部流程' },
      ...words.processes.map(({ id, name }) => ({ value: id, label: name })),
    ];
  }
  if (column === 'task') return [{ value: ANY, label: '全部任务' }, ...taskChoices(words, row.process ?? '')];
  if (column === 'unit' || column === 'avoid') return null;
  if (column === 'resource' && row.ptype === 'g') return words.choices.role ?? null;
  return words.choices[column] ?? null;
}

/** Whether a line is found by these words: as it is read, or as it stands in the file. */
export function isFound(words: Vocabulary, row: PolicyRow, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  if (wanted === '') return true;
  return Object.entries(row).some(([column, value]) =>
    `${value} ${cellWords(words, row, column).text}`.toLowerCase().includes(wanted),
  );
}
