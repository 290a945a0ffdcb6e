import ExcelJS from 'exceljs';
import { beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../engine/http/resources/imports/routes.ts';
import type { ImportBatch, ImportRow } from '../../engine/http/resources/imports/schemas.ts';
import { plantDistrict } from '../support/district.ts';
import { useServer, type Visitor } from '../support/http.ts';
import { fixture } from '../support/roster.ts';

const server = useServer({ routes });
let district: Visitor;
let committee: Visitor;

beforeAll(async () => {
  await plantDistrict(server.database.db);
  await server.services.policy.reload();
  district = await server.loginAs('district');
  committee = await server.loginAs('shuidukou');
});

const roster = [
  '姓名,性别,出生年月,身份证号,入党日期,党员类别,所在党支部,月缴纳党费,微信号',
  '张三甲,男,1980-01-02,329802198001021014,2004-07-01,正式党员,水渡新村网格支部,12.5,wx',
  '张三乙,女,1980-01-02,329802198001021014,2004-07-01,正式党员,水渡新村网格支部,12.5,wx',
  '张三丙,男,1980-01-02,,2004-07-01,正式党员,水渡 新村网格支部,免,wx',
].join('\n');

/** Polls as the screen does, until the background work is done. */
async function settled(visitor: Visitor, id: string): Promise<ImportBatch> {
  for (;;) {
    const { body } = await visitor.get<ImportBatch>(`/api/imports/${id}`);
    if (body.state !== 'reading' && body.state !== 'importing') return body;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const upload = (visitor: Visitor, kind: string, name: string, content: Uint8Array | string) =>
  visitor.upload<ImportBatch & { code: string }>('/api/imports', name, Buffer.from(content), { kind });

describe('Imports', () => {
  it('are uploaded, looked through row by row, committed and reported', async () => {
    // when
    const uploaded = await upload(committee, 'members', '水渡口名册.csv', roster);

    // then
    expect(uploaded.status).toBe(200);
    const { id } = uploaded.body;
    expect(await settled(committee, id)).toMatchObject({
      state: 'ready',
      fileName: '水渡口名册.csv',
      summary: { rows: 3, reject: 3, notices: ['第 1 行：没有这些栏目，未导入：微信号'] },
    });
    const rows = await committee.get<{ items: ImportRow[]; total: number }>(
      `/api/imports/${id}/rows?outcome=reject&limit=2`,
    );
    expect(rows.body).toMatchObject({ total: 3, items: [{ rowNo: 2, label: '张三甲' }, { rowNo: 3 }] });

    // when
    const whole = await committee.post(`/api/imports/${id}/commit`, { mode: 'all' });

    // then
    expect([whole.status, whole.body.code]).toEqual([409, 'import_has_rejects']);
    const report = await committee.fetch(`/api/imports/${id}/report`);
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(await report.arrayBuffer());
    expect(workbook.worksheets[0]!.rowCount).toBeGreaterThan(4);
    expect((await committee.delete(`/api/imports/${id}`)).status).toBe(204);
    const listed = await committee.get<{ items: ImportBatch[] }>('/api/imports');
    expect(listed.body.items).toEqual([]);
  });

  it('of organisations and accounts are the district’s; below it nobody sees them', async () => {
    // when
    const file = await fixture('党组织.xlsx');
    const refused = await upload(committee, 'organisations', '党组织.xlsx', file);
    const uploaded = await upload(district, 'organisations', '党组织.xlsx', file);

    // then
    expect(refused.status).toBeGreaterThanOrEqual(403);
    const { id } = uploaded.body;
    const ready = await settled(district, id);
    expect(ready).toMatchObject({ state: 'ready', summary: { rows: 743 } });
    expect((await committee.get(`/api/imports/${id}`)).status).toBe(404);
    const begun = await district.post(`/api/imports/${id}/commit`, { mode: 'goodRows' });
    expect(begun.status).toBe(200);
    expect(await settled(district, id)).toMatchObject({
      state: 'imported',
      progress: { done: expect.anything() },
    });
    const again = await district.post(`/api/imports/${id}/commit`, { mode: 'goodRows' });
    expect([again.status, again.body.code]).toEqual([409, 'import_not_ready']);
    expect((await district.delete(`/api/imports/${id}`)).status).toBe(409);
  }, 60_000);

  it('bring in no member of a branch outside the own reach', async () => {
    // given
    const bytes = await fixture('党员名册/民政局党委党员名册.csv');

    // when
    const { body } = await upload(committee, 'members', '民政局.csv', bytes);

    // then
    const batch = await settled(committee, body.id);
    expect(batch.summary).toMatchObject({ rows: 177, reject: 177, new: 0 });
    const rows = await committee.get<{ items: ImportRow[] }>(`/api/imports/${body.id}/rows?limit=1`);
    expect(rows.body.items[0]!.findings).toMatchObject([{ kind: 'branch-outside-reach' }]);
  });

  it('are nothing for branches and members, and no way in for other files', async () => {
    const branch = await server.loginAs('shuiduxincun');
    expect((await branch.get('/api/imports')).status).toBe(403);
    expect((await upload(branch, 'members', 'x.csv', roster)).status).toBe(403);
    const picture = await upload(district, 'members', 'x.xlsx', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1]));
    expect([picture.status, picture.body.code]).toEqual([415, 'unsupported_file']);
  });
});
