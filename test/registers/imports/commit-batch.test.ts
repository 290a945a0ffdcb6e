import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';
import { beforeAll, describe, expect, it } from 'vitest';
import { beginCommit } from '../../../engine/registers/imports/commit-batch.ts';
import { recoverBatches } from '../../../engine/registers/imports/recover-batches.ts';
import { checkDigit } from '../../../engine/registers/imports/values/id-number.ts';
import { useDatabase } from '../../support/database.ts';
import { BRANCH, OTHER_BRANCH, plantDistrict } from '../../support/district.ts';
import { batchOf, importBytes, preview } from '../../support/roster.ts';
import { createTestServices, type TestServices } from '../../support/services.ts';

const database = useDatabase();
let services: TestServices;
beforeAll(async () => {
  services = await createTestServices(database);
  await plantDistrict(database.db);
});

const heading = '姓名,性别,出生年月,身份证号,入党日期,党员类别,所在党支部,月缴纳党费,联系电话,备注';
let serial = 0;

/** A row without faults, but for what the test says. */
function row(given: Partial<Record<'name' | 'idNo' | 'branch' | 'dues' | 'kind' | 'remark', string>> = {}) {
  serial += 1;
  const first = `32980219800102${String(100 + serial * 2 + 1)}`;
  const { name = `张三${'甲乙丙丁戊己庚辛'[serial % 8]}`, idNo = first + checkDigit(first) } = given;
  const { branch = '水渡新村网格支部', dues = '12.5', kind = '正式党员', remark = '' } = given;
  return [name, '男', '1980-01-02', idNo, '2004-07-01', kind, branch, dues, '19900001234', remark].join(',');
}
const csv = (...rows: string[]) => Buffer.from([heading, ...rows].join('\n'));
const members = () => database.db('member').whereNot('name', '王秀兰').whereNot('name', '周明');
const importCsv = (bytes: Buffer, mode: 'all' | 'goodRows' = 'all') =>
  importBytes(services, 'members', '名册.csv', bytes, mode);

describe('An import', () => {
  it('brings in nothing of a file that cannot go in whole, and may then go on with the good rows', async () => {
    // given
    const bytes = csv(row(), row({ idNo: '329802198001021119' }), row());
    const before = await members();

    // when
    const refused = await importCsv(bytes);

    // then
    expect(refused).toMatchObject({ state: 'ready', summary: { new: 2, reject: 1 } });
    expect(refused.error).toContain('1 行不能导入');
    expect(await members()).toHaveLength(before.length);

    // when
    const accepted = await importCsv(bytes, 'goodRows');

    // then
    expect(accepted).toMatchObject({ state: 'imported', summary: { new: 2, reject: 1 } });
    expect(await members()).toHaveLength(before.length + 2);
    const added = await members().orderBy('card_no', 'desc').first();
    expect(added.member_no).toBe(`${BRANCH}${added.card_no}`);
  });

  it('updates whom it knows by the ID number, and leaves what a case has decided', async () => {
    // given
    const name = '李四';
    const first = `32980219800102${String(801)}`;
    const idNo = first + checkDigit(first);
    await importCsv(csv(row({ name, idNo, kind: '预备党员' })));
    const found = () => database.db('member').where({ name }).first();
    const { id } = await found();
    await database.db('member').where({ id }).update({ kind: '正式' });
    await database.db('member_change').insert({
      member_id: id,
      field: 'kind',
      effective_on: '2026-11-01',
      changed_by: 'system',
      changed_at: services.clock.now(),
    });

    // when
    const again = await importCsv(csv(row({ name, idNo, kind: '预备党员', dues: '20.0' })));

    // then
    expect(again.summary).toMatchObject({ update: 1, warned: 1, new: 0 });
    expect(await found()).toMatchObject({ id, kind: '正式', dues_quota: '20.00', revision: 2 });
    const third = await importCsv(csv(row({ name, idNo, kind: '预备党员', dues: '20' })));
    expect(third.summary).toMatchObject({ same: 1, update: 0 });
  });

  it('does not move a member to another branch: that is a transfer', async () => {
    // given
    const first = `32980219800102${String(803)}`;
    const idNo = first + checkDigit(first);
    await importCsv(csv(row({ idNo })));

    // when
    const batch = await importCsv(csv(row({ idNo, branch: '沈阳路网格支部' })), 'goodRows');

    // then
    expect(batch.summary).toMatchObject({ reject: 1 });
    expect(await database.db('member').where({ org_code: OTHER_BRANCH })).toEqual([]);
  });

  it('reads GB 18030 with rare characters as well as UTF-8', async () => {
    // when
    await importCsv(iconv.encode(csv(row({ name: '陈\u{4dae}', remark: '老同志' })).toString(), 'gb18030'));
    await importCsv(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), csv(row({ name: '李\u{2cb4e}' }))]));

    // then
    const names = await members().pluck('name');
    expect(names).toEqual(expect.arrayContaining(['陈\u{4dae}', '李\u{2cb4e}']));
  });

  it('never runs a formula, and reads merged, rich and linked cells as text', async () => {
    // given
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet('名册');
    sheet.addRow(heading.split(','));
    sheet.addRow(row({ name: '占位' }).split(','));
    sheet.getCell('A2').value = { text: '马小飞', hyperlink: 'http://example.invalid/' };
    sheet.getCell('H2').value = { formula: '10+2.5', result: 12.5 };
    sheet.getCell('J2').value = { richText: [{ text: '甲' }, { font: { bold: true }, text: '乙' }] };
    const bytes = Buffer.from(await workbook.xlsx.writeBuffer());

    // when
    const batch = await importBytes(services, 'members', '名册.xlsx', bytes);

    // then
    expect(batch.state).toBe('imported');
    expect(await database.db('member').where('name', '马小飞').first()).toMatchObject({
      dues_quota: '12.50',
      remark: '甲乙',
    });
  });

  it('of a file that is none says what to do instead', async () => {
    const open = (bytes: Buffer) => preview(services, 'members', 'x', bytes);
    await expect(open(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1]))).rejects.toMatchObject({ status: 415 });
    await expect(open(Buffer.alloc(0))).rejects.toMatchObject({ code: 'unsupported_file' });
    expect(await open(Buffer.from('PK\u0003\u0004nonsense'))).toMatchObject({ state: 'failed' });
    expect((await open(Buffer.from('没有,表头\n1,2'))).error).toContain('没有找到表头');
    expect((await open(Buffer.from('姓名,性别,所在党支部\n甲,男,乙'))).error).toContain('身份证号');
  });

  it('is committed once, also when two press the button', async () => {
    // given
    const batch = await preview(services, 'members', '名册.csv', csv(row()));

    // when
    await beginCommit(services, batch);

    // then
    await expect(beginCommit(services, batch)).rejects.toMatchObject({ code: 'import_not_ready' });
    expect((await batchOf(services, batch.id)).state).toBe('importing');
  });

  it('that a stopped server left half-way can be taken up again', async () => {
    // given
    const batch = await preview(services, 'members', '名册.csv', csv(row()));
    await beginCommit(services, batch);

    // when
    await recoverBatches(services);

    // then
    expect(await batchOf(services, batch.id)).toMatchObject({
      state: 'ready',
      error: expect.stringContaining('中断'),
    });
  });
});
