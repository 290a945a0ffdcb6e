/** What is wrong with one cell of a policy table, for the person who fills it in. */
export interface CellProblem {
  /** Index of the row, from 0; -1 where it is the table as a whole. */
  row: number;
  column: string;
  message: string;
}

export type Cells = Record<string, string>;

/** What the district has, which lines of the tables name. */
export interface Known {
  /** Process id → ids of the user tasks of its newest version and of its draft. */
  processes: Map<string, Set<string>>;
  organisations: Set<string>;
}

/** A check of one row: column and message of everything that is wrong with it. */
export type RowCheck = (cells: Cells, known: Known) => { column: string; message: string }[];

export function expect(
  holds: boolean,
  column: string,
  message: string,
): { column: string; message: string }[] {
  return holds ? [] : [{ column, message }];
}
