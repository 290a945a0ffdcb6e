/** What is to be said about a row of an imported file, and what was done about it. */
export interface Finding {
  /** Heading of the column; null: the row as a whole. */
  field: string | null;
  kind: string;
  /** reject: the row stays out · normalise, warn, accept: it goes in · ignore: it is no record at all */
  action: 'reject' | 'normalise' | 'warn' | 'accept' | 'ignore';
  /** Personal numbers masked. */
  written: string | null;
  /** What is stored instead. */
  value: string | null;
  message: string;
}

export type Outcome = 'new' | 'update' | 'same' | 'reject' | 'ignore';

/** A row after all checks. `record` is there unless the row is rejected or ignored. */
export interface Judged<T> {
  rowNo: number;
  outcome: Outcome;
  /** Who or what the row is about. */
  label: string | null;
  findings: Finding[];
  record?: T;
}

/** Collects what is found in one row. */
export class Findings {
  readonly list: Finding[] = [];

  reject(field: string | null, kind: string, written: string | null, message: string): null {
    return this.add('reject', field, kind, written, null, message);
  }

  normalise(field: string, kind: string, written: string, value: string, message: string): void {
    this.add('normalise', field, kind, written, value, message);
  }

  warn(
    field: string | null,
    kind: string,
    written: string | null,
    value: string | null,
    message: string,
  ): void {
    this.add('warn', field, kind, written, value, message);
  }

  accept(field: string, kind: string, written: string, message: string): void {
    this.add('accept', field, kind, written, written, message);
  }

  get rejected(): boolean {
    return this.list.some(({ action }) => action === 'reject');
  }

  private add(
    action: Finding['action'],
    field: string | null,
    kind: string,
    written: string | null,
    value: string | null,
    message: string,
  ): null {
    this.list.push({ field, kind, action, written: mask(written), value: mask(value), message });
    return null;
  }
}

/** ID numbers and phone numbers, in half or full width, keep their ends only: reports are passed on. */
function mask(text: string | null): string | null {
  return (
    text
      ?.replace(/([0-9０-９]{6})[0-9０-９]{5,}([0-9０-９]{3}[0-9０-９XxＸｘ])/g, '$1********$2')
      .replace(
        /(?<![0-9０-９*])([0-9０-９]{3})[ -]?[0-9０-９]{4}[ -]?([0-9０-９]{4})(?![0-9０-９*])/g,
        '$1****$2',
      )
      .replace(/(?<![0-9])(0\d{2,3}-?)\d{4}(\d{3,4})(?!\d)/g, '$1****$2') ?? null
  );
}
