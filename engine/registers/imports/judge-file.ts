import type { Judged } from './finding.ts';
import type { ImportKindName, JudgeContext } from './kind.ts';
import { importKinds } from './kinds.ts';
import { findHeader } from './sheet/find-header.ts';
import { formatOf, readSheet } from './sheet/read-sheet.ts';
import { sortRows } from './sheet/sort-rows.ts';

export interface Summary {
  rows: number;
  new: number;
  update: number;
  same: number;
  reject: number;
  ignore: number;
  normalised: number;
  warned: number;
  /** What is to be said of the file as a whole. */
  notices: string[];
}

export interface JudgedFile {
  /** By row number. */
  rows: Judged<unknown>[];
  summary: Summary;
}

export type FileContext = Omit<JudgeContext, 'format' | 'progress'> & {
  progress(done: number, total: number): Promise<void>;
};

/** Reads a file and says of every row what would become of it. Changes nothing. @throws `unsupported_file` */
export async function judgeFile(
  kindName: ImportKindName,
  bytes: Buffer,
  context: FileContext,
): Promise<JudgedFile> {
  const kind = importKinds[kindName];
  const sheet = await readSheet(bytes);
  const header = findHeader(sheet, [...kind.columns]);
  const keys = kind.columns.filter(({ required }) => required).map(({ key }) => key);
  const { data, ignored } = sortRows(sheet, header, keys);
  const judged = await kind.judge(data, {
    ...context,
    format: formatOf(bytes),
    progress: (done) => context.progress(done, data.length),
  });
  const rows = [...judged, ...ignored].toSorted((a, b) => a.rowNo - b.rowNo);
  return { rows, summary: summarise(rows, judged.length) };
}

function summarise(rows: Judged<unknown>[], records: number): Summary {
  const having = (outcome: string) => rows.filter((row) => row.outcome === outcome).length;
  const found = (action: string) =>
    rows.filter((row) => row.outcome !== 'ignore' && row.findings.some((one) => one.action === action))
      .length;
  const notices = rows
    .filter(({ outcome }) => outcome === 'ignore')
    .flatMap(({ rowNo, findings }) => findings.map(({ message }) => `第 ${rowNo} 行：${message}`));
  return {
    rows: records,
    new: having('new'),
    update: having('update'),
    same: having('same'),
    reject: having('reject'),
    ignore: having('ignore'),
    normalised: found('normalise'),
    warned: found('warn'),
    notices: notices.length > 20 ? [...notices.slice(0, 20), `……共 ${notices.length} 条`] : notices,
  };
}
