import { beforeAll, describe, expect, it } from 'vitest';
import type { Finding, Judged } from '../../../engine/registers/imports/finding.ts';
import { judgeFile } from '../../../engine/registers/imports/judge-file.ts';
import { useDatabase } from '../../support/database.ts';
import { fixture, importFixture } from '../../support/roster.ts';
import { createTestServices, type TestServices } from '../../support/services.ts';
import { expectedDistrict } from './statistics.ts';

interface Fault {
  file: string;
  row: number;
  field: string | null;
  kind: string;
  action: Finding['action'];
  expectedValue?: string | number;
}

const database = useDatabase();
let services: TestServices;
let faults: Fault[];

beforeAll(async () => {
  services = await createTestServices(database);
  faults = JSON.parse((await fixture('faults.json')).toString('utf8')).faults;
  await importFixture(services, 'organisations', '党组织.xlsx');
  // whose members some rows of the faulty files name a second time
  const { files } = await expectedDistrict();
  for (const { file } of files.filter(({ clean }) => clean)) await importFixture(services, 'members', file);
}, 120_000);

const judge = async (file: string) =>
  judgeFile('members', await fixture(file), {
    db: services.db,
    vault: services.vault,
    config: services.config,
    now: services.clock.now(),
    mayImport: () => true,
    progress: () => Promise.resolve(),
  });

const short = (rowNo: number, { field, kind, action }: Finding | Fault) =>
  `${rowNo} ${field ?? '—'} ${kind} ${action}`;
const found = (rows: Judged<unknown>[]) =>
  rows.flatMap(({ rowNo, findings }) => findings.map((one) => short(rowNo, one))).toSorted();

describe('A roster with faults', () => {
  it.each(['石塔街道党工委', '住建局党委', '市场监管局党委', '两新组织党委'])(
    'of %s: every planted fault is found and nothing else',
    async (committee) => {
      // given
      const planted = faults.filter(({ file }) => file.includes(committee));

      // when
      const { rows } = await judge(planted[0]!.file);

      // then
      expect(found(rows)).toEqual(planted.map((fault) => short(fault.row, fault)).toSorted());
      for (const { row, expectedValue } of planted.filter((fault) => 'expectedValue' in fault)) {
        const record = rows.find(({ rowNo }) => rowNo === row)!.record as Record<string, unknown>;
        const values = Object.values(record).map(String);
        const organisation = await services
          .db('organisation')
          .where('code', String(record.org_code))
          .first('name');
        expect([...values, organisation!.name], `row ${row}`).toContain(String(expectedValue));
      }
    },
  );

  it('shows no number of a person in its report', async () => {
    for (const file of new Set(faults.map((fault) => fault.file))) {
      const { rows } = await judge(file);
      const report = JSON.stringify(rows.map(({ findings, label }) => ({ findings, label })));
      expect(report).not.toMatch(/[0-9０-９]{15}/);
      expect(report).not.toMatch(/199\s?0000\s?\d{4}/);
    }
  });
});
