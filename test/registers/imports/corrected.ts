import { checkDigit } from '../../../engine/registers/imports/values/id-number.ts';
import { memberColumns } from '../../../engine/registers/imports/members/columns.ts';
import { findHeader } from '../../../engine/registers/imports/sheet/find-header.ts';
import { readSheet } from '../../../engine/registers/imports/sheet/read-sheet.ts';
import { fixture } from '../../support/roster.ts';

interface Fault {
  file: string;
  row: number;
  kind: string;
  action: string;
}
type Cells = Record<string, string>;

/** What the offices do about each kind of refused row, by the other cells of the row. Repeated rows go. */
const corrections: Record<string, (row: Cells, serial: number) => Cells> = {
  'id-sex-mismatch': (row) => ({ sex: row.sex === '女' ? '男' : '女' }),
  'branch-unknown': (row) => ({ branch: row.someBranch! }),
  'id-checksum': (row) => ({ idNo: row.idNo!.slice(0, 17) + checkDigit(row.idNo!) }),
  'dues-negative': (row) => ({ duesQuota: row.duesQuota!.replace('-', '') }),
  'join-before-18': () => ({ joinDate: '2005-07-01' }),
  'id-missing': (row, serial) => ({ idNo: idNumber(row, serial) }),
  'id-scientific-text': (row, serial) => ({ idNo: idNumber(row, serial) }),
  'id-scientific-number': (row, serial) => ({ idNo: idNumber(row, serial) }),
  'join-future': () => ({ joinDate: '2024-07-01' }),
  'pre1949-contradiction': () => ({ isPre1949: '否' }),
  'id-birth-mismatch': ({ idNo }) => ({
    birthDate: `${idNo!.slice(6, 10)}-${idNo!.slice(10, 12)}-${idNo!.slice(12, 14)}`,
  }),
  'name-missing': () => ({ name: '补全名' }),
  'date-impossible': () => ({ joinDate: '2012-02-28' }),
  'dues-two-decimals': (row) => ({ duesQuota: row.duesQuota!.slice(0, -1) }),
};

/** The refused rows of a file as the office sends them again, as CSV. */
export async function correctedRows(file: string): Promise<Buffer> {
  const { faults } = JSON.parse((await fixture('faults.json')).toString('utf8')) as { faults: Fault[] };
  const refused = faults.filter(
    (one) => one.file === file && one.action === 'reject' && corrections[one.kind],
  );
  const rows = await readSheet(await fixture(file));
  const { places, row: heading } = findHeader(rows, memberColumns);
  const read = (rowNo: number): Cells => {
    const { cells } = rows.find((row) => row.rowNo === rowNo)!;
    return Object.fromEntries([...places].map(([key, place]) => [key, cells[place]?.text.trim() ?? '']));
  };
  const someBranch = read(heading.rowNo + 1).branch!;
  const lines = refused.map(({ row, kind }, i) => {
    const cells = { ...read(row), someBranch };
    const corrected: Cells = { ...cells, ...corrections[kind]!(cells, i) };
    return memberColumns.map(({ key }) => `"${corrected[key]!.replaceAll('"', '""')}"`).join(',');
  });
  return Buffer.from([memberColumns.map(({ title }) => title).join(','), ...lines].join('\n'));
}

function idNumber({ birthDate, sex }: Cells, serial: number): string {
  const first = `329802${birthDate!.replaceAll('-', '')}${String(900 + serial * 2 + (sex === '男' ? 1 : 0))}`;
  return first + checkDigit(first);
}
