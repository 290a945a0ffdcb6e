import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../../support/database.ts';
import { fixture, importBytes, importFixture } from '../../support/roster.ts';
import { createTestServices, type TestServices } from '../../support/services.ts';
import { correctedRows } from './corrected.ts';
import { expectedDistrict, statistics } from './statistics.ts';

const database = useDatabase();
let services: TestServices;
beforeAll(async () => {
  services = await createTestServices(database);
});

/** The sample district has twenty thousand members in 22 files; it is imported once, in the order a district would. */
describe('The sample district', () => {
  it('has its organisations with codes in the order of the file', async () => {
    // when
    const batch = await importFixture(services, 'organisations', '党组织.xlsx');

    // then
    const expected = await expectedDistrict();
    expect(batch).toMatchObject({ state: 'imported', summary: { rows: 743, new: 743, reject: 0 } });
    const rows = await database.db('organisation').select('code', 'name', 'type', 'level');
    expect(Object.fromEntries(rows.map(({ name, code }) => [name, code]))).toEqual(
      expected.organisations.codes,
    );
    expect(rows.filter(({ level }) => level === 4)).toHaveLength(609);
  });

  it('takes the clean rosters whole, and comes to the expected figures', async () => {
    const expected = await expectedDistrict();
    for (const { file, rowsToImport } of expected.files.filter(({ clean }) => clean)) {
      const batch = await importFixture(services, 'members', file);
      expect(batch, file).toMatchObject({
        state: 'imported',
        summary: { rows: rowsToImport, new: rowsToImport, reject: 0, normalised: 0, warned: 0 },
      });
    }
    expect(await statistics(database.db)).toEqual(expected.members.cleanFiles);
  }, 120_000);

  it('takes the good rows of the others, and comes to the expected figures', async () => {
    const expected = await expectedDistrict();
    for (const one of expected.files.filter(({ clean }) => !clean)) {
      const batch = await importFixture(services, 'members', one.file, 'goodRows');
      expect(batch, one.file).toMatchObject({
        state: 'imported',
        summary: {
          rows: one.dataRows,
          new: one.rowsToImport,
          reject: one.rowsToReject,
          normalised: one.rowsNormalised,
          warned: one.rowsWarned,
        },
      });
    }
    expect(await statistics(database.db)).toEqual(expected.members.afterFaultHandling);
  }, 120_000);

  it('stays as it is when the same files come again', async () => {
    // given
    const count = () => database.db('member').count('* as n').sum('revision as r');
    const before = await count();

    // when
    const organisations = await importFixture(services, 'organisations', '党组织.xlsx');
    const clean = await importFixture(services, 'members', '党员名册/卫生局党委党员名册.csv');
    const dirty = await importFixture(services, 'members', '党员名册/住建局党委党员名册.xlsx', 'goodRows');

    // then
    expect(organisations.summary).toMatchObject({ same: 743, new: 0, update: 0 });
    expect(clean.summary).toMatchObject({ same: 382, new: 0, update: 0 });
    expect(dirty.summary).toMatchObject({ same: 397, new: 0, update: 0, reject: 5 });
    expect(await count()).toEqual(before);
  }, 60_000);

  it('comes to the figures that were meant when the offices send the refused rows again, corrected', async () => {
    const expected = await expectedDistrict();
    for (const { file, committee } of expected.files.filter(({ clean }) => !clean)) {
      const batch = await importBytes(services, 'members', `${committee}更正.csv`, await correctedRows(file));
      expect(batch, file).toMatchObject({ state: 'imported', error: null, summary: { reject: 0 } });
    }
    expect(await statistics(database.db)).toEqual(expected.members.ifAllCorrected);
  }, 60_000);

  it('keeps ID numbers sealed, and the files too', async () => {
    const bytes = await fixture('党员名册/卫生局党委党员名册.csv');
    const row = await database.db('import_batch').where('file_name', '卫生局党委党员名册.csv').first();
    expect(row.content.includes(bytes.subarray(0, 60))).toBe(false);
    const member = await database.db('member').where('name', '范成伟').first();
    expect(JSON.stringify(member)).not.toContain('329802197411265558');
    expect(services.vault.open(member.id_no_sealed)).toMatch(/^329802\d{11}[\dX]$/);
    expect(member).toMatchObject({ pinyin: 'fanchengwei', initials: 'fcw', leader_rank: 1 });
  });

  it('has its accounts granted by superiors, without passwords', async () => {
    // when
    const batch = await importFixture(services, 'accounts', '账号.xlsx');

    // then
    expect(batch).toMatchObject({ state: 'imported', summary: { rows: 174, new: 174, reject: 0 } });
    const rows = await database.db('account').select('roles', 'password_hash');
    const having = (role: string) => rows.filter(({ roles }) => roles.includes(role)).length;
    expect(['district', 'committee', 'general_branch', 'branch'].map(having)).toEqual([1, 22, 111, 40]);
    expect(rows.every(({ password_hash }) => password_hash === null)).toBe(true);
  });
});
