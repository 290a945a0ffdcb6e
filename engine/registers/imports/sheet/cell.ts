/** One cell as it was written. Nothing in a file is ever run: of a formula there are its text and its stored result. */
export interface Cell {
  kind: 'text' | 'number' | 'date' | 'formula';
  /** What a reader sees; a date cell is `YYYY-MM-DD`. */
  text: string;
  /** With the leading `=`. */
  formula?: string;
}

export interface SheetRow {
  /** As the spreadsheet program shows it; in CSV the number of the record. */
  rowNo: number;
  /** By place, from 0; empty places are absent. */
  cells: (Cell | undefined)[];
}

export function isBlank(cell: Cell | undefined): boolean {
  return !cell || /^\s*$/.test(cell.text);
}

/** Text that a spreadsheet program would take for a formula: kept as text, its display words where it is a link. */
export function formulaText(formula: string): Cell {
  const linked = /^=\s*HYPERLINK\s*\(\s*"[^"]*"\s*[,;]\s*"([^"]*)"\s*\)\s*$/i.exec(formula);
  return { kind: 'formula', text: linked?.[1] ?? formula, formula };
}
